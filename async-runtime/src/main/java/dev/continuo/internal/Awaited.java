package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/** What a suspended task waits for: a future, a timer, or just its next turn. */
interface Awaited {

  /**
   * Has the loop put {@code task} into its ready queue once this is done.
   *
   * @param loop that of the task: it is at hand already, and to look it up there would put four
   *     loads that depend on each other before the task is in the queue
   */
  void subscribe(LoopTask<?> task, DefaultLoop loop);

  /**
   * Takes {@link #subscribe} back, for a task that will not be resumed from here.
   *
   * @return false if the task is in the ready queue already
   */
  boolean unsubscribe(LoopTask<?> task);

  /**
   * Passes a cancellation of the waiting task on.
   *
   * @param task the one that waits
   * @return true if the task will now be woken with a CancelledError, from {@link #takeFailure} of
   *     this or of what the task awaits in its place
   */
  boolean cancelWait(LoopTask<?> task, @Nullable String message);

  /** When done: the failure to throw at the await, or null; counts as retrieved. None, mostly. */
  default @Nullable Throwable takeFailure() {
    return null;
  }

  /** When done without a failure: the value of the await. Null where that only waits. */
  default @Nullable Object value() {
    return null;
  }
}
