package dev.continuo;

import dev.continuo.internal.observe.DumpJson;
import dev.continuo.internal.observe.DumpTree;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for what in an event loop, at one moment; asyncio's call graph.
 *
 * <pre>{@code
 * System.out.println(loop.snapshot().toText());
 *
 * // Task-1 (pending) awaits gather of 2, of which 2 are pending; awaited by run
 * // │   at Store.sum(Store.java:12)
 * // │   at Store.main(Store.java:20)
 * // └─ gather of 2, of which 2 are pending
 * //    ├─ Task-2 (pending) awaits sleep for another 1.5 s
 * //    │      at Store.load(Store.java:30)
 * //    └─ writer (cancelling) awaits AsyncQueue[fifo, size=0]
 * //           at Store.write(Store.java:41)
 * }</pre>
 *
 * <p>A value: it does not change, and any thread may read it. {@link EventLoop#snapshot()} makes
 * it. Tasks are identified by a number, as their names need not be unique.
 *
 * @param tasks the tasks that were not done, in the order they were made; at most 1,000
 * @param total how many there were, with those that are left out
 * @param nanos the time on the clock of {@link EventLoop#time}; -1 if the loop did not answer
 * @param blocked what the loop's thread did instead of answering, or null if it did answer
 */
public record TaskDump(List<Entry> tasks, int total, long nanos, @Nullable Blocked blocked) {

  /**
   * Makes a dump of copies of the lists.
   *
   * @param tasks the tasks
   * @param total how many there were
   * @param nanos the time
   * @param blocked what the loop's thread did instead, or null
   */
  public TaskDump {
    tasks = List.copyOf(tasks);
  }

  /** What a task does. */
  public enum State {
    /** It has not had its first step. */
    NOT_STARTED,
    /** It is its turn: the loop's thread is inside of its code. */
    RUNNING,
    /** It waits for something, or for its turn. */
    PENDING,
    /** It waits, and was asked to end: it cleans up, or ignores that. */
    CANCELLING
  }

  /**
   * One task.
   *
   * @param id its number in its loop, from 1; what {@code Task-n} shows unless it was named
   * @param name its name
   * @param state what it does
   * @param awaits what it waits for, in words: the name of a task, a future, a sleep, a queue by
   *     its {@code toString}; null if it does not wait
   * @param awaitedBy who waits for it, at most 100
   * @param stack the methods that are awaiting, innermost first, as {@link Task#stack()}
   */
  public record Entry(
      int id,
      String name,
      State state,
      @Nullable String awaits,
      List<Link> awaitedBy,
      List<StackTraceElement> stack) {

    /**
     * Makes an entry of copies of the lists.
     *
     * @param id its number
     * @param name its name
     * @param state what it does
     * @param awaits what it waits for, or null
     * @param awaitedBy who waits for it
     * @param stack the methods that are awaiting
     */
    public Entry {
      awaitedBy = List.copyOf(awaitedBy);
      stack = List.copyOf(stack);
    }
  }

  /**
   * Somebody who waits for a task.
   *
   * @param id the number of the task that waits; 0 if it is no task
   * @param name the name of that task, or who else waits: {@code run}, a CompletableFuture, a
   *     callback
   * @param through what stands between the two, such as a gather or a TaskGroup; empty if the task
   *     is awaited directly
   */
  public record Link(int id, String name, String through) {}

  /**
   * What the loop's thread did when it should have answered.
   *
   * @param thread the name of the thread
   * @param threadState what the JVM says about it
   * @param waited how long it was given to answer
   * @param stack its Java stack, innermost first
   */
  public record Blocked(
      String thread, Thread.State threadState, Duration waited, List<StackTraceElement> stack) {

    /**
     * Makes one of a copy of the stack.
     *
     * @param thread the name of the thread
     * @param threadState what the JVM says about it
     * @param waited how long it was given to answer
     * @param stack its Java stack
     */
    public Blocked {
      stack = List.copyOf(stack);
    }
  }

  /**
   * The dump as a tree: a task stands below the task, gather or group that waits for it; one that
   * several wait for is told in full once; a cycle is called one.
   *
   * @return lines that end with a line feed
   */
  public String toText() {
    return DumpTree.of(this);
  }

  /**
   * The dump as one JSON object on one line: {@code tasks}, {@code total}, {@code nanos}, {@code
   * blocked}, with the components of the records as members; states in lower case.
   *
   * @return JSON in ASCII
   */
  public String toJson() {
    return DumpJson.of(this);
  }

  /** The same as {@link #toText}. */
  @Override
  public String toString() {
    return toText();
  }
}
