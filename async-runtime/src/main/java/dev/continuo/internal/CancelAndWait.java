package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Cancels futures and waits until all of them are done, however often it is cancelled itself; then
 * it throws the last CancelledError. What they fail with is left to who asks for it.
 */
public final class CancelAndWait extends RuntimeFrame<@Nullable Void> {

  private final ArrayDeque<LoopFuture<?>> pending;
  private final RuntimeFrame<?> caller;
  private @Nullable CancelledError cancellation;

  /**
   * Cancels nothing yet.
   *
   * @param futures of the running loop
   * @param caller the frame that awaits this, in whose name it is shown
   */
  public CancelAndWait(Collection<? extends AsyncFuture<?>> futures, RuntimeFrame<?> caller) {
    this.pending = new ArrayDeque<>();
    futures.forEach(future -> pending.add((LoopFuture<?>) future));
    this.caller = caller;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      pending.forEach(future -> future.cancelInternally(null));
    } else {
      try {
        var unused = driver.result();
      } catch (CancelledError e) {
        cancellation = e;
      }
    }
    for (LoopFuture<?> each = pending.peek(); each != null; each = pending.peek()) {
      if (!each.done()) {
        LoopFuture<@Nullable Void> over = each.loop.newFuture();
        each.onDone(Follower.of(over, function(), done -> over.complete(null)));
        return await(over, driver, 1);
      }
      pending.remove();
    }
    if (cancellation != null) {
      throw cancellation;
    }
    return null;
  }

  @Override
  protected Object waitsFor() {
    return "the end of " + pending.size() + " cancelled by " + function();
  }

  @Override
  protected String type() {
    return caller == null ? super.type() : caller.type(); // asked for while it is being made
  }

  @Override
  protected String function() {
    return caller == null ? "cancel" : caller.function();
  }
}
