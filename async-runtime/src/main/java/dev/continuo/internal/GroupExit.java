package dev.continuo.internal;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** What {@code exit} of a {@link GroupScope} gives: waits for the children, whatever happens. */
final class GroupExit extends RuntimeFrame<@Nullable Throwable> {

  private final GroupScope group;
  private final @Nullable Throwable pending;

  GroupExit(GroupScope group, @Nullable Throwable pending) {
    this.group = group;
    this.pending = pending;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      group.leave(pending);
    } else {
      try {
        var unused = driver.result();
      } catch (CancelledError e) {
        group.cancelledWhileLeaving(e);
      }
    }
    // Cancelled while a child ignores its own cancellation? Then this waits again.
    LoopFuture<Void> drained = group.undrained();
    return drained == null ? group.left(pending) : await(drained, driver, 1);
  }

  @Override
  protected Object waitsFor() {
    return group;
  }

  @Override
  protected String function() {
    return "taskGroup";
  }
}
