package dev.continuo.internal;

import dev.continuo.CancelledError;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the task that entered it when a deadline passes, and turns that CancelledError into a
 * DeadlineExceededException on the way out: CPython's {@code asyncio.Timeout}.
 *
 * <pre>
 *   CREATED ──enter──▶ ENTERED ──exit──▶ EXITED
 *                        │ deadline: cancels the task
 *                        ▼
 *                     EXPIRING ──exit──▶ EXPIRED
 * </pre>
 *
 * The task's count of cancel requests tells its own request from one that came from outside: when
 * there was another, the CancelledError goes on, as the outer one wins.
 */
final class TimeoutScope {

  private enum State {
    CREATED,
    ENTERED,
    EXPIRING,
    EXPIRED,
    EXITED
  }

  private State state = State.CREATED;
  private @Nullable LoopTask<?> task;
  private @Nullable Handle alarm;
  private int requestsBefore;

  /** When the deadline passes on the loop's clock; null for no limit. */
  private @Nullable Long when;

  /** Enters the scope in the current task. */
  void enter(DefaultLoop loop, @Nullable Long deadline) {
    if (state != State.CREATED) {
      throw new IllegalStateException("Timeout has already been entered");
    }
    LoopTask<?> current = loop.currentTask();
    if (current == null) {
      throw new IllegalStateException("Timeout should be used inside a task");
    }
    task = current;
    requestsBefore = current.cancelling();
    state = State.ENTERED;
    reschedule(deadline);
  }

  /** Moves the deadline, or removes it. */
  void reschedule(@Nullable Long deadline) {
    LoopTask<?> owner = task;
    if (state != State.ENTERED || owner == null) {
      throw new IllegalStateException(
          state == State.CREATED
              ? "Timeout has not been entered"
              : "Cannot change state of " + state + " Timeout");
    }
    when = deadline;
    disarm();
    if (deadline != null) {
      DefaultLoop loop = owner.loop;
      alarm =
          deadline <= loop.time()
              ? loop.callSoon(this::expire)
              : loop.callAt(deadline, this::expire);
    }
  }

  @Nullable Long when() {
    return when;
  }

  /** Whether the deadline passed while the scope was entered. */
  boolean expired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }

  /**
   * Leaves the scope.
   *
   * @param pending what the body threw, or null
   * @return what is to be thrown in its place, perhaps the same
   */
  @Nullable Throwable exit(@Nullable Throwable pending) {
    disarm();
    if (state == State.EXPIRING && task != null) {
      state = State.EXPIRED;
      if (task.uncancel() <= requestsBefore && pending instanceof CancelledError) {
        return new DeadlineExceededException("the time limit passed", pending);
      }
    } else if (state == State.ENTERED) {
      state = State.EXITED;
    }
    return pending;
  }

  private void expire() {
    alarm = null;
    state = State.EXPIRING;
    if (task != null) {
      task.cancelInternally(null);
    }
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
