package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static dev.continuo.ReturnWhen.FIRST_COMPLETED;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.WaitResult;
import dev.continuo.annotation.Async;
import java.util.List;

/**
 * Waiting for some tasks, for all, or not longer than a time.
 *
 * <pre>
 * after the first: 1 done, 2 pending
 * after 1.5 s more: 2 done, 1 pending
 * after all: 3 done, 0 pending
 * waitFor: fast
 * waitFor: too slow, and cancelled: true
 * </pre>
 *
 * <p>{@code waitUntil} never cancels and never fails; {@code waitFor} cancels what takes too long.
 */
class WaitingPrimitives {

  @Async
  static Coroutine<String> after(int seconds, String text) {
    await(sleep(ofSeconds(seconds)));
    return value(text);
  }

  @Async
  static Coroutine<Void> main() {
    List<Task<String>> tasks =
        List.of(
            createTask(after(1, "fast")),
            createTask(after(2, "slower")),
            createTask(after(3, "slow")));

    print("after the first", await(waitUntil(FIRST_COMPLETED, tasks)));
    print("after 1.5 s more", await(waitUntil(ALL_COMPLETED, ofMillis(1500), tasks)));
    print("after all", await(waitUntil(ALL_COMPLETED, tasks)));

    System.out.println("waitFor: " + await(waitFor(after(1, "fast"), ofSeconds(2))));
    Task<String> tooSlow = createTask(after(60, "never"));
    try {
      await(waitFor(tooSlow, ofSeconds(1)));
    } catch (DeadlineExceededException e) {
      System.out.println("waitFor: too slow, and cancelled: " + tooSlow.cancelled());
    }
    return done();
  }

  private static void print(String when, WaitResult<?> result) {
    System.out.println(
        when + ": " + result.done().size() + " done, " + result.pending().size() + " pending");
  }

  public static void main(String[] args) {
    run(main());
  }
}
