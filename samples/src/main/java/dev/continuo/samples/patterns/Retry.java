package dev.continuo.samples.patterns;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Tries again after a failure, and waits longer each time.
 *
 * <pre>
 * attempt 1: connection refused, again in 100 ms
 * attempt 2: connection refused, again in 200 ms
 * attempt 3: connection refused, again in 400 ms
 * connected
 * </pre>
 *
 * <p>Only what may be better the next time is tried again: a programming error, or a cancellation,
 * which is no Exception, ends it at once. In real life the waiting time is random within its bound,
 * so that many clients do not come back at the same moment.
 */
class Retry {

  /** How often, and how long to wait at first and at most. */
  record Policy(int attempts, Duration first, Duration longest) {

    Duration delay(int attempt) {
      Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, 30));
      return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** The same, anywhere between nothing and that. */
    Duration randomDelay(int attempt, RandomGenerator random) {
      return Duration.ofNanos(random.nextLong(delay(attempt).toNanos() + 1));
    }
  }

  @Async
  static <T> Coroutine<T> retry(Policy policy, AsyncCallable<T> call) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return value(await(call.call()));
      } catch (IOException e) {
        if (attempt == policy.attempts()) {
          throw e;
        }
        Duration delay = policy.delay(attempt);
        System.out.printf(
            "attempt %d: %s, again in %d ms%n", attempt, e.getMessage(), delay.toMillis());
        await(sleep(delay));
      }
    }
  }

  private int refusals = 3;

  @Async
  private Coroutine<String> connect() throws IOException {
    await(sleep(ofMillis(10)));
    if (refusals-- > 0) {
      throw new IOException("connection refused");
    }
    return value("connected");
  }

  @Async
  static Coroutine<Void> main() throws Exception {
    Retry server = new Retry();
    Policy policy = new Policy(5, ofMillis(100), ofMillis(1000));
    System.out.println(await(retry(policy, server::connect)));
    return done();
  }

  public static void main(String[] args) throws Exception {
    run(main());
  }
}
