package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;

/**
 * Coroutines run side by side in the one thread that called {@code run}. The lines of each run one
 * after the other.
 *
 * <pre>
 * hello
 * hello
 * in main
 * in main
 * in main
 * [hello, hello, hello]
 * </pre>
 *
 * <p>The first takes 0.1 s, the second, with three sleeps, 0.3 s, and the three of the last again
 * 0.1 s.
 */
class OneThread {

  @Async
  static Coroutine<String> hello() {
    await(sleep(ofMillis(100)));
    return value("hello");
  }

  @Async
  static Coroutine<String> slowHello() {
    await(sleep(ofMillis(100)));
    await(sleep(ofMillis(100)));
    await(sleep(ofMillis(100)));
    return value("hello");
  }

  @Async
  static Coroutine<String> helloFromThread() {
    await(sleep(ofMillis(100)));
    System.out.println("in " + Thread.currentThread().getName());
    return value("hello");
  }

  @Async
  static Coroutine<List<String>> threeHellos() {
    return value(await(gather(helloFromThread(), helloFromThread(), helloFromThread())));
  }

  public static void main(String[] args) {
    System.out.println(run(hello()));
    System.out.println(run(slowHello()));
    System.out.println(run(threeHellos()));
  }
}
