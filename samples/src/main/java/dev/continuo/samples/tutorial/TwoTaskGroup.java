package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;

/**
 * A task group waits for all of its tasks where its block ends; if one fails, the others are
 * cancelled.
 *
 * <pre>
 * Both tasks have completed now.
 * one after 1 s, the other after 2 s
 * </pre>
 */
class TwoTaskGroup {

  @Async
  static Coroutine<String> someCoroutine(String result, int seconds) {
    await(sleep(ofSeconds(seconds)));
    return value(result + " after " + seconds + " s");
  }

  @Async
  static Coroutine<Void> main() {
    Task<String> task1;
    Task<String> task2;
    try (TaskGroup group = taskGroup()) {
      task1 = group.createTask(someCoroutine("one", 1));
      task2 = group.createTask(someCoroutine("the other", 2));
    }
    System.out.println("Both tasks have completed now.");
    System.out.println(task1.result() + ", " + task2.result());
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
