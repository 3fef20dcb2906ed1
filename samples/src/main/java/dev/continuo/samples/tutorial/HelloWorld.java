package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * The smallest program that waits: a line, a second, another line.
 *
 * <pre>
 * hello
 * world
 * </pre>
 */
class HelloWorld {

  @Async
  static Coroutine<Void> main() {
    System.out.println("hello");
    await(sleep(ofSeconds(1)));
    System.out.println("world");
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
