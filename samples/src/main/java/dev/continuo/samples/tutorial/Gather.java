package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * {@code gather} runs coroutines at the same time and waits for all of them. One second and two
 * seconds take two.
 *
 * <pre>
 * Starting main coroutine
 * Coroutine 1 starts
 * Coroutine 2 starts
 * Coroutine 1 finishes
 * Coroutine 2 finishes
 * Main coroutine finished
 * </pre>
 */
class Gather {

  @Async
  static Coroutine<Void> coro1() {
    System.out.println("Coroutine 1 starts");
    await(sleep(ofSeconds(1)));
    System.out.println("Coroutine 1 finishes");
    return done();
  }

  @Async
  static Coroutine<Void> coro2() {
    System.out.println("Coroutine 2 starts");
    await(sleep(ofSeconds(2)));
    System.out.println("Coroutine 2 finishes");
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    System.out.println("Starting main coroutine");
    await(gather(coro1(), coro2()));
    System.out.println("Main coroutine finished");
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
