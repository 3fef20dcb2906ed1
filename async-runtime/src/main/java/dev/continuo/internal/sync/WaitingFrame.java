package dev.continuo.internal.sync;

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

  private final WaitQueue queue;
  private WaitQueue.@Nullable Place place;

  WaitingFrame(WaitQueue queue) {
    this.queue = queue;
  }

  /** Whether there is no need to wait. */
  abstract boolean mayGo();

  /** Does it, now that its turn has come; the result of the coroutine. */
  abstract @Nullable Object go();

  /** Hands on what was reserved for this, which will not come. */
  abstract void handOn();

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    WaitQueue.Place taken = place;
    if (taken == null) {
      if (mayGo()) {
        return go();
      }
      taken = queue.join();
      place = taken;
      if (await(taken.turn, driver, 1) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    } else {
      try {
        var unused = driver.result();
      } catch (Throwable t) {
        if (queue.left(taken)) {
          handOn();
        }
        throw t;
      }
    }
    queue.arrived(taken);
    return go();
  }
}
