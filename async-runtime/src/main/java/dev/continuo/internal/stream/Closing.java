package dev.continuo.internal.stream;

import dev.continuo.AsyncCloseable;
import dev.continuo.CancelledError;
import dev.continuo.Task;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.CleanupFailure;
import dev.continuo.internal.DefaultLoop;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Closes everything that a chain of operators holds, one after the other, and then fails with what
 * went wrong first.
 *
 * <pre>
 *   while something is open:
 *     Pull      asks it what it holds                 (appended)
 *     Task      awaits its end; it was cancelled
 *     iterator  await(closeAsync())
 *   failed before or meanwhile? throw that; what came later is suppressed by it
 * </pre>
 *
 * A cancellation of the task that closes is what it fails with in any case.
 */
final class Closing extends CoroutineFrame<@Nullable Void> {

  private static final int AWAITS_END = 1;

  private final ArrayDeque<Object> open = new ArrayDeque<>();
  private @Nullable Throwable failure;
  private boolean isOfTask;
  private int requestsBefore;

  /**
   * Makes the coroutine.
   *
   * @param first a Pull, or the NextStep of an iterator that a program closes
   * @param failure why it is closed, or null
   */
  Closing(Object first, @Nullable Throwable failure) {
    this.failure = failure;
    open.add(first);
  }

  void add(Pull<?> source) {
    open.add(source);
  }

  void add(AsyncCloseable iterator) {
    open.add(iterator);
  }

  /** Has the end of a task awaited that was cancelled. */
  void add(Task<?> task) {
    open.add(task);
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    boolean isAnswer = state == AWAITS_END;
    while (isAnswer || !open.isEmpty()) {
      try {
        Object result = isAnswer ? driver.result() : close(open.remove(), driver);
        if (result == Driver.SUSPENDED) {
          return result;
        }
      } catch (Throwable t) {
        failed(t);
      }
      isAnswer = false;
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  private @Nullable Object close(Object part, Driver driver) throws Throwable {
    isOfTask = part instanceof Task;
    if (part instanceof Pull<?> pull) {
      pull.release(this);
    } else if (part instanceof NextStep<?> step) {
      step.end().release(this);
    } else if (part instanceof AsyncCloseable iterator) {
      return Call.await(iterator.closeAsync(), driver, this, AWAITS_END);
    } else {
      requestsBefore = cancelRequests();
      return Call.await(part, driver, this, AWAITS_END);
    }
    return null;
  }

  void failed(Throwable later) {
    if (isOfTask && later instanceof CancelledError && cancelRequests() == requestsBefore) {
      Throwable cleanup = CleanupFailure.of(later);
      if (cleanup != null) {
        failed(cleanup);
      }
      return; // what this has asked the task for, and nobody has asked this one
    }
    Throwable earlier = failure;
    if (earlier == null || earlier == later) {
      failure = later;
    } else if (later instanceof CancelledError && !(earlier instanceof CancelledError)) {
      later.addSuppressed(earlier);
      failure = later;
    } else {
      earlier.addSuppressed(later);
    }
  }

  private static int cancelRequests() {
    DefaultLoop loop = DefaultLoop.runningOrNull();
    Task<?> current = loop == null ? null : loop.currentTask();
    return current == null ? 0 : current.cancelling();
  }

  @Override
  protected String metadata() {
    return "dev.continuo.AsyncIterator\ncloseAsync\nAsyncIterator.java\n-1";
  }
}
