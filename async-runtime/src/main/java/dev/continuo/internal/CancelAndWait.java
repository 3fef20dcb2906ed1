package dev.continuo.internal;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Cancels futures and waits until all of them are done, however often it is cancelled itself; then
 * it throws the last CancelledError. What they fail with is left to who asks for it.
 */
final class CancelAndWait extends RuntimeFrame<@Nullable Void> {

  private final ArrayDeque<LoopFuture<?>> pending;
  private final String function;
  private @Nullable CancelledError cancellation;

  CancelAndWait(Collection<? extends LoopFuture<?>> futures, String function) {
    this.pending = new ArrayDeque<>(futures);
    this.function = function;
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
        each.onDone(Follower.of(over, function, done -> over.complete(null)));
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
    return "the end of " + pending.size() + " cancelled by " + function;
  }

  @Override
  protected String function() {
    return function;
  }
}
