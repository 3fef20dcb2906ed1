package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;

/**
 * A time limit cancels what its block awaits, and says so to whoever is outside.
 *
 * <pre>
 * The long operation timed out, but we've handled it.
 * This statement will run regardless.
 * </pre>
 */
class TimeLimit {

  @Async
  static Coroutine<Void> longRunningTask() {
    await(sleep(ofSeconds(60)));
    System.out.println("not printed: cancelled after ten seconds");
    return done();
  }

  @Async
  @SuppressWarnings("try") // the limit is not used in its block, as most are not
  static Coroutine<Void> main() {
    try (Timeout limit = timeout(ofSeconds(10))) {
      await(longRunningTask());
    } catch (DeadlineExceededException e) {
      System.out.println("The long operation timed out, but we've handled it.");
    }
    System.out.println("This statement will run regardless.");
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
