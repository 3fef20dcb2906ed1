package dev.continuo.internal.observe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of the JDK's flight recorder. They are off until a recording enables them by name, and
 * cost one check of a flag per task then, nothing per step. Without the module {@code jdk.jfr} they
 * are off for good: the nested classes, which need it, are not loaded.
 *
 * <pre>
 *   dev.continuo.TaskStart     a task was made
 *   dev.continuo.TaskCancel    a task was asked to end
 *   dev.continuo.TaskEnd       it is done
 *   dev.continuo.SlowCallback  a step or callback took longer than the loop's limit
 *   dev.continuo.LoopLag       every second: how long something handed in waited for its turn
 * </pre>
 */
public final class LoopEvents {

  private static final boolean PRESENT = isPresent("jdk.jfr.Event");

  private LoopEvents() {}

  /** Whether a class of an optional module can be used. */
  static boolean isPresent(String className) {
    try {
      return Class.forName(className, false, LoopEvents.class.getClassLoader()) != null;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Whether to call {@link #taskStarted}. */
  public static boolean recordsTaskStart() {
    return PRESENT && TaskStart.FLAG.isEnabled();
  }

  /** Whether to call {@link #taskEnded}. */
  public static boolean recordsTaskEnd() {
    return PRESENT && TaskEnd.FLAG.isEnabled();
  }

  /** Whether to call {@link #taskCancelled}. */
  public static boolean recordsTaskCancel() {
    return PRESENT && TaskCancel.FLAG.isEnabled();
  }

  /** Whether to call {@link #slowCallback}. */
  public static boolean recordsSlowCallbacks() {
    return PRESENT && SlowCallback.FLAG.isEnabled();
  }

  /** Whether to call {@link #loopLag}. */
  public static boolean recordsLag() {
    return PRESENT && LoopLag.FLAG.isEnabled();
  }

  /** A task was made. */
  public static void taskStarted(String loop, int id, String name, String coroutine) {
    TaskStart event = new TaskStart();
    event.loop = loop;
    event.id = id;
    event.name = name;
    event.coroutine = coroutine;
    event.commit();
  }

  /**
   * A task is done.
   *
   * @param outcome {@code finished}, {@code failed} or {@code cancelled}
   * @param failure the class of what it failed with, or null
   */
  public static void taskEnded(
      String loop, int id, String name, String outcome, @Nullable String failure) {
    TaskEnd event = new TaskEnd();
    event.loop = loop;
    event.id = id;
    event.name = name;
    event.outcome = outcome;
    event.failure = failure;
    event.commit();
  }

  /** A task was asked to end. */
  public static void taskCancelled(String loop, int id, String name, @Nullable String message) {
    TaskCancel event = new TaskCancel();
    event.loop = loop;
    event.id = id;
    event.name = name;
    event.message = message;
    event.commit();
  }

  /** A step or callback took long. */
  public static void slowCallback(
      String loop, String callback, long nanos, @Nullable List<StackTraceElement> seen) {
    SlowCallback event = new SlowCallback();
    event.loop = loop;
    event.callback = callback;
    event.took = nanos;
    event.seenAt = seen == null || seen.isEmpty() ? null : String.valueOf(seen.get(0));
    event.commit();
  }

  /** Something that was handed in has its turn. */
  public static void loopLag(String loop, long nanos) {
    LoopLag event = new LoopLag();
    event.loop = loop;
    event.lag = nanos;
    event.commit();
  }
}
