package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * Running a coroutine from ordinary code. {@code run} makes a loop, runs the coroutine to its end
 * and gives its result.
 *
 * <pre>
 * hello
 * true
 * </pre>
 */
class RunHello {

  @Async
  static Coroutine<String> hello() {
    return value("hello");
  }

  @Async
  static Coroutine<Boolean> waitABit() {
    await(sleep(ofSeconds(1)));
    return value(true);
  }

  public static void main(String[] args) {
    System.out.println(run(hello()));
    System.out.println(run(waitABit()));
  }
}
