package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.Locale;

/**
 * Coroutines that are awaited directly run one after the other. One second and one second are two.
 *
 * <pre>
 * I am the coroutine 1.
 * I am the coroutine 2.
 * Elapsed 2.00 s
 * </pre>
 *
 * <p>To run them at the same time make tasks of them: {@link TwoTasks}.
 */
class TwoAwaits {

  @Async
  static Coroutine<Void> coro1() {
    System.out.println("I am the coroutine 1.");
    await(sleep(ofSeconds(1)));
    return done();
  }

  @Async
  static Coroutine<Void> coro2() {
    System.out.println("I am the coroutine 2.");
    await(sleep(ofSeconds(1)));
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    long start = EventLoop.running().time();

    await(coro1());
    await(coro2());

    long elapsed = EventLoop.running().time() - start;
    System.out.printf(Locale.ROOT, "Elapsed %.2f s%n", elapsed / 1e9);
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
