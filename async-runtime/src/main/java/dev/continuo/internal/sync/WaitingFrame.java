package dev.continuo.internal.sync;

import dev.continuo.CancelledError;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/**
 * Base of the coroutines that may have to wait in a {@link WaitQueue}.
 *
 * <pre>
 *   started:  mayGo()?  yes → go()
 *                       no  → join the queue, await the turn
 *   resumed:  arrived; go()            cancelled: left; what was reserved goes to the next
 * </pre>
 */
abstract class WaitingFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

  final WaitQueue queue;
  private WaitQueue.@Nullable Place place;

  WaitingFrame(WaitQueue queue) {
    this.queue = queue;
  }

  /** Whether there is no need to wait; changes nothing. */
  abstract boolean mayGo();

  /** Does it, now that its turn has come; the result of the coroutine. */
  abstract @Nullable Object go();

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
    return queue.owner();
  }

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    WaitQueue.Place taken = place;
    if (taken == null) {
      if (mayGo()) {
        return go();
      }
      taken = queue.join(this);
      place = taken;
      waits();
      if (await(taken.turn, driver, 1) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    } else {
      try {
        var unused = driver.result();
      } catch (Throwable t) {
        cancelled(taken, t);
        return go();
      }
    }
    queue.arrived(taken);
    return go();
  }

  /** Returns only if it goes on all the same, and its task is to be cancelled at its next await. */
  private void cancelled(WaitQueue.Place taken, Throwable failure) throws Throwable {
    if (queue.left(taken)) {
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
