package dev.continuo.internal;

import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Handle;
import dev.continuo.Timeout;
import dev.continuo.coroutine.Driver;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the task that entered it when a deadline passes, and turns that CancelledError into a
 * DeadlineExceededException on the way out: CPython 3.13's {@code asyncio.Timeout}.
 *
 * <pre>
 *   ACTIVE ──leave──▶ FINISHED
 *     │ deadline: cancels the task
 *     ▼
 *   EXPIRING ──leave──▶ EXPIRED
 * </pre>
 *
 * The task's count of cancel requests tells its own request from one that came from outside: when
 * there was another, the CancelledError goes on, as the outer one wins.
 */
public final class TimeoutScope implements Timeout {

  private enum State {
    ACTIVE,
    EXPIRING,
    EXPIRED,
    FINISHED
  }

  private final LoopTask<?> task;
  private final int requestsBefore;
  private State state = State.ACTIVE;
  private @Nullable Long when;

  /** Set while the deadline lies ahead. */
  private @Nullable Handle alarm;

  private TimeoutScope(LoopTask<?> task) {
    this.task = task;
    this.requestsBefore = task.deliveredRequests();
  }

  /**
   * Enters a scope in the current task.
   *
   * @param loop the running loop
   * @param deadline on the loop's clock, or null for no limit
   */
  public static TimeoutScope until(DefaultLoop loop, @Nullable Long deadline) {
    LoopTask<?> current = loop.currentTask();
    if (current == null) {
      throw new IllegalStateException("Timeout should be used inside a task");
    }
    TimeoutScope scope = new TimeoutScope(current);
    scope.reschedule(deadline);
    return scope;
  }

  /** The same for a time from now on. */
  public static TimeoutScope within(DefaultLoop loop, @Nullable Duration limit) {
    return until(loop, limit == null ? null : (Long) loop.deadline(limit));
  }

  @Override
  public void reschedule(@Nullable Long deadline) {
    DefaultLoop loop = task.loop;
    loop.checkThread();
    if (state != State.ACTIVE) {
      throw new IllegalStateException("Cannot change state of " + stateName() + " Timeout");
    }
    when = deadline;
    disarm();
    if (deadline != null) {
      alarm =
          deadline <= loop.time()
              ? loop.callSoon(this::expire)
              : loop.callAt(deadline, this::expire);
    }
  }

  @Override
  public @Nullable Long when() {
    return when;
  }

  @Override
  public boolean expired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }

  @Override
  public Awaitable<@Nullable Throwable> exit(@Nullable Throwable pending) {
    return new Exit(this, pending);
  }

  /**
   * Leaves the scope; it needs no await for that. A second time does nothing.
   *
   * @param pending what the body threw, or null
   * @return what is to be thrown in its place, or null if this deadline is not the reason for it
   */
  @Nullable DeadlineExceededException leave(@Nullable Throwable pending) {
    disarm();
    if (state == State.EXPIRING) {
      state = State.EXPIRED;
      if (task.uncancel() <= requestsBefore) {
        if (pending instanceof CancelledError) {
          return new DeadlineExceededException("the time limit passed", pending);
        }
        task.forgetRequest(); // that of this scope, put off by a send that was taken already
      }
    } else if (state == State.ACTIVE) {
      state = State.FINISHED;
    }
    return null;
  }

  private void expire() {
    alarm = null;
    state = State.EXPIRING;
    task.cancelInternally(null);
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private String stateName() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Timeout["
        + stateName()
        + (state == State.ACTIVE && when != null ? ", when=" + when : "")
        + "]";
  }

  /** What {@link #exit} gives. It never suspends. */
  private static final class Exit extends RuntimeFrame<@Nullable Throwable> {

    private final TimeoutScope scope;
    private final @Nullable Throwable pending;

    Exit(TimeoutScope scope, @Nullable Throwable pending) {
      this.scope = scope;
      this.pending = pending;
    }

    @Override
    public @Nullable Object resume(Driver driver) {
      Throwable replacement = scope.leave(pending);
      return replacement != null ? replacement : pending;
    }

    @Override
    protected String function() {
      return "timeout";
    }
  }
}
