package dev.continuo.internal;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.CoroutineFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The chains without a loop that run on a thread. Completing a future inside one may resume another
 * on top of it, and so on; when the Java stack is deep, the next one waits until the lowest has
 * suspended or ended.
 */
final class EagerStack {

  private final ArrayDeque<Runnable> postponed = new ArrayDeque<>();
  private @Nullable EagerDriver top;

  /** What the cancel that is being passed on has found so far; null when none is. */
  private @Nullable ArrayDeque<Cancellation> cancelling;

  /** Runs a chain on this thread, now or a little later. */
  void run(
      EagerDriver driver,
      CoroutineFrame<?> frame,
      @Nullable Object value,
      @Nullable Throwable failure) {
    EagerDriver outer = top;
    if (outer != null && !outer.hasRoom()) {
      postponed.add(() -> runOn(null, driver, frame, value, failure));
      return;
    }
    runOn(outer, driver, frame, value, failure);
    if (outer == null) {
      for (Runnable next = postponed.poll(); next != null; next = postponed.poll()) {
        next.run();
      }
    }
  }

  /**
   * Cancels what a chain waits for, then resumes the chain with the error. What it waits for may be
   * another such chain, and so on: they are walked down and resumed from the innermost, in a loop.
   */
  void cancel(EagerDriver driver, StageWait wait, CancelledError error) {
    Cancellation first = new Cancellation(driver, wait, error);
    if (cancelling != null) {
      cancelling.push(first);
      return;
    }
    ArrayDeque<Cancellation> open = new ArrayDeque<>();
    open.push(first);
    for (Cancellation next = open.peek(); next != null; next = open.peek()) {
      if (next.passedOn) {
        open.remove(next);
        next.driver.resume(next.wait.frame(), null, next.error);
      } else {
        passOn(next, open);
      }
    }
  }

  private void passOn(Cancellation cancellation, ArrayDeque<Cancellation> open) {
    cancellation.passedOn = true;
    cancelling = open;
    try {
      cancellation.wait.cancelStage();
    } catch (RuntimeException
        | Error e) { // a future of somebody else's: the body is told all the same
      cancellation.error.addSuppressed(e);
    } finally {
      cancelling = null;
    }
  }

  /** A chain whose wait is claimed, and that is to be resumed with the error. */
  private static final class Cancellation {
    final EagerDriver driver;
    final StageWait wait;
    final CancelledError error;

    /** Whether what the chain waits for was cancelled. */
    boolean passedOn;

    Cancellation(EagerDriver driver, StageWait wait, CancelledError error) {
      this.driver = driver;
      this.wait = wait;
      this.error = error;
    }
  }

  private void runOn(
      @Nullable EagerDriver outer,
      EagerDriver driver,
      CoroutineFrame<?> frame,
      @Nullable Object value,
      @Nullable Throwable failure) {
    EagerDriver before = top;
    top = driver;
    try {
      driver.advance(outer, frame, value, failure);
    } finally {
      top = before;
    }
  }
}
