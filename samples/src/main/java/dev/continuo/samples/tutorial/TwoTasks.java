package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.Locale;

/**
 * Two tasks run at the same time. Each sleeps for one second, both together take one second.
 *
 * <pre>
 * I am the coroutine 1.
 * I am the coroutine 2.
 * Elapsed 1.00 s
 * </pre>
 *
 * <p>{@link TwoAwaits} is the same without tasks, and takes two.
 */
class TwoTasks {

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

    Task<Void> task1 = createTask(coro1());
    Task<Void> task2 = createTask(coro2());
    await(task1);
    await(task2);

    long elapsed = EventLoop.running().time() - start;
    System.out.printf(Locale.ROOT, "Elapsed %.2f s%n", elapsed / 1e9);
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
