package dev.continuo.internal.sync;

import dev.continuo.CancelledError;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.TurnFrame;
import org.jspecify.annotations.Nullable;

/**
 * Base of the coroutines that may have to wait in a {@link WaitQueue}.
 *
 * <pre>
 *   started:  tryGo(): MUST_WAIT?  join the queue, await the turn
 *   resumed:  arrived; go()            cancelled: left; what was reserved goes to the next
 * </pre>
 */
abstract class WaitingFrame<T extends @Nullable Object> extends TurnFrame<T> {

  /** Where it stands: nowhere yet, or one of the states below. */
  static final byte WAITING = 1;

  static final byte WOKEN = 2;
  static final byte GONE = 3;

  /** What {@link #tryGo} returns when others come first. */
  static final Object MUST_WAIT = new Object();

  // Its place, kept by the queue.
  byte standing;
  @Nullable WaitingFrame<?> previous;
  @Nullable WaitingFrame<?> next;

  /** Where it waits. */
  abstract WaitQueue queue();

  /** Does it if there is no need to wait: the result of the coroutine, or {@link #MUST_WAIT}. */
  abstract @Nullable Object tryGo();

  /** Does it, now that its turn has come; the result of the coroutine. */
  abstract @Nullable Object go();

  /** Whether {@link #go} cannot fail, now that its turn has come. */
  boolean goesWithoutFail() {
    return true;
  }

  /** Hands on what was reserved for this, which will not come. */
  abstract void handOn();

  /** It is about to wait. */
  void waits() {}

  /** Whether others have acted on it already, so that it cannot be cancelled any more. */
  boolean isCommitted() {
    return false;
  }

  @Override
  protected final Object waitsFor() {
    return queue().owner();
  }

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      Object result = tryGo();
      return result != MUST_WAIT ? result : waitForTurn(driver);
    }
    try {
      var unused = driver.result();
    } catch (Throwable t) {
      cancelled(t);
      return go();
    }
    queue().arrived(this);
    return go();
  }

  /** For one that is returned to the user, who may forget to await it. */
  final WaitingFrame<T> tracked() {
    track();
    return this;
  }

  /**
   * Joins the queue; what the body of the coroutine returns then. Called by {@link #resume}, and
   * for a new frame by the coroutine whose await it is, which has tried already.
   */
  final Object waitForTurn(Driver driver) {
    expectTurn();
    queue().join(this, loopOf(driver));
    waits();
    return suspendForTurn(driver);
  }

  @Override
  protected final @Nullable Object goQuickly() {
    if (!goesWithoutFail()) {
      return NOT_QUICK;
    }
    queue().arrived(this);
    state = FINISHED;
    return go();
  }

  /** Returns only if it goes on all the same, and its task is to be cancelled at its next await. */
  private void cancelled(Throwable failure) throws Throwable {
    if (queue().left(this)) {
      if (!isCommitted()) {
        handOn();
      } else if (failure instanceof CancelledError && cancelLater(failure.getMessage())) {
        return;
      }
    }
    throw failure;
  }

  /** Takes a delivered cancellation back and asks for it again; false if nobody asked for it. */
  static boolean cancelLater(@Nullable String message) {
    Task<?> task = EventLoop.running().currentTask();
    if (task == null || task.cancelling() == 0) {
      return false;
    }
    task.uncancel();
    task.cancel(message);
    return true;
  }
}
