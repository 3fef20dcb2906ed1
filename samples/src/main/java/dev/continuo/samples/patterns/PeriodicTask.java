package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;

/**
 * Does something every 100 ms, however long it takes, until it is told to stop.
 *
 * <pre>
 * check 0 at 100 ms
 * check 1 at 200 ms
 * check 2 at 300 ms, and it takes 250 ms
 * check 4 at 550 ms
 * check 5 at 600 ms
 * stopped
 * </pre>
 *
 * <p>(On the clock of a test; a real one adds some milliseconds.)
 *
 * <p>The ticks do not drift: check 5 comes at 600 ms though check 2 was slow. A tick that passes
 * meanwhile is left out; the number says so. A failure of one check does not end the others.
 */
class PeriodicTask {

  private final long start = EventLoop.running().time();

  @Async
  private Coroutine<Void> check(long number) {
    long now = (EventLoop.running().time() - start) / 1_000_000;
    boolean isSlow = number == 2;
    System.out.printf("check %d at %d ms%s%n", number, now, isSlow ? ", and it takes 250 ms" : "");
    await(sleep(ofMillis(isSlow ? 250 : 20)));
    if (number == 1) {
      throw new IllegalStateException("this check failed");
    }
    return done();
  }

  @Async
  Coroutine<Void> everyTick() {
    for (long number : each(ticker(ofMillis(100)))) {
      try {
        await(check(number));
      } catch (IllegalStateException e) {
        System.err.println(e.getMessage());
      }
    }
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    Task<Void> checks = createTask(new PeriodicTask().everyTick(), "checks");
    await(sleep(ofMillis(650)));
    checks.cancel();
    await(waitUntil(ALL_COMPLETED, checks));
    System.out.println("stopped");
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
