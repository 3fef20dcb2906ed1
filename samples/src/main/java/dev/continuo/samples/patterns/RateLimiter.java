package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.Permit;
import java.time.Duration;

/**
 * At most ten calls per second, with bursts of three: a token bucket.
 *
 * <pre>
 * call 1 at 0 ms
 * call 2 at 0 ms
 * call 3 at 0 ms
 * call 4 at 100 ms
 * call 5 at 200 ms
 * call 6 at 300 ms
 * </pre>
 *
 * <p>(On the clock of a test; a real one adds some milliseconds.)
 *
 * <p>Those who have to wait do so in the order in which they came, as the lock is fair. One that is
 * cancelled meanwhile leaves its turn to the next.
 */
class RateLimiter {

  private final EventLoop loop = EventLoop.running();
  private final AsyncLock lock = new AsyncLock();
  private final long interval;
  private final long burst;

  /** When the bucket was, or will be, empty enough for the next call. */
  private long next = loop.time();

  RateLimiter(Duration interval, int burst) {
    this.interval = interval.toNanos();
    this.burst = (burst - 1) * this.interval;
    next -= this.burst;
  }

  @Async
  Coroutine<Void> acquire() {
    Permit turn = await(lock.acquire());
    try (turn) {
      next = Math.max(next, loop.time() - burst);
      long wait = next - loop.time();
      if (wait > 0) {
        await(sleep(ofNanos(wait)));
      }
      next += interval;
    }
    return done();
  }

  @Async
  static Coroutine<Void> call(RateLimiter limiter, int number, long start) {
    await(limiter.acquire());
    System.out.printf(
        "call %d at %d ms%n", number, (EventLoop.running().time() - start) / 1_000_000);
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    RateLimiter limiter = new RateLimiter(ofMillis(100), 3);
    long start = EventLoop.running().time();
    try (var calls = taskGroup()) {
      for (int i = 1; i <= 6; i++) {
        calls.createTask(call(limiter, i, start));
      }
    }
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
