package dev.continuo.internal;

import dev.continuo.CancelledError;
import dev.continuo.TaskGroup;
import dev.continuo.coroutine.Driver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code group.start(body)}: Trio's {@code nursery.start}.
 *
 * <pre>
 *   child = task of body(this); await announced
 *     started(v)          → v; from now on the child is like any other of the group
 *     child fails, ends   → thrown here, and not by the group
 *     cancelled here      → cancel the child, await it
 * </pre>
 */
final class GroupStart<V extends @Nullable Object> extends RuntimeFrame<V>
    implements TaskGroup.Status<V> {

  private static final int AWAITS_ANNOUNCEMENT = 1;
  private static final int AWAITS_CHILD = 2;

  private final GroupScope group;
  private final TaskGroup.Starting<V> body;
  private final @Nullable String name;
  private @Nullable LoopFuture<V> announced;
  private @Nullable LoopTask<?> child;
  private @Nullable CancelledError cancellation;

  GroupStart(GroupScope group, TaskGroup.Starting<V> body, @Nullable String name) {
    this.group = group;
    this.body = body;
    this.name = name;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      LoopFuture<V> announcement = LoopDriver.of(driver).loop.newFuture();
      announced = announcement;
      child = group.add(body.run(this), name, null, this);
      return await(announcement, driver, AWAITS_ANNOUNCEMENT);
    }
    try {
      Object result = driver.result();
      if (state == AWAITS_ANNOUNCEMENT) {
        return result;
      }
    } catch (CancelledError e) {
      LoopTask<?> started = child;
      if (state == AWAITS_CHILD || started == null || started.done()) {
        Throwable failed = announced == null ? null : announced.peekFailure();
        if (failed != null) { // in the tick in which this was cancelled: nobody else is told
          e.addSuppressed(failed);
        }
        throw e;
      }
      cancellation = e;
      Object ended = await(new CancelAndWait(List.of(started), this), driver, AWAITS_CHILD);
      if (ended == Driver.SUSPENDED) {
        return ended;
      }
    }
    if (cancellation == null) {
      throw new IllegalStateException("resumed for nothing");
    }
    throw cancellation;
  }

  @Override
  public void started(V value) {
    LoopFuture<V> announcement = announced;
    if (announcement == null) {
      throw new IllegalStateException("started() before the task was started");
    }
    announcement.loop.checkThread();
    if (!announcement.complete(value) && !announcement.cancelled()) {
      throw new IllegalStateException("started() was called already");
    }
  }

  /**
   * The child has ended.
   *
   * @return whether who started it is told of the failure, so that the group is not
   */
  boolean childEnded(@Nullable Throwable failure, boolean isCancelled) {
    LoopFuture<V> announcement = announced;
    if (announcement == null || announcement.done()) {
      return false;
    }
    if (failure != null) {
      return announcement.fail(failure);
    }
    return isCancelled
        ? announcement.settleCancelled(null)
        : announcement.fail(
            new IllegalStateException("the task has ended without calling started()"));
  }

  @Override
  protected String type() {
    return "TaskGroup";
  }

  @Override
  protected String function() {
    return "start";
  }
}
