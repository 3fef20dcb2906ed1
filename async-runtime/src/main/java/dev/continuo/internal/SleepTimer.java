package dev.continuo.internal;

import dev.continuo.CancelledError;
import org.jspecify.annotations.Nullable;

/**
 * What a sleeping task waits for: timer and future in one object of 40 bytes, as a program may have
 * a million of them. When due it marks itself done, and the task runs in the next tick, as in
 * asyncio, where the timer sets a future.
 */
final class SleepTimer extends LoopTimer implements Awaited {

  /** The result; or the CancelledError, when {@link #isCancelled}. */
  private @Nullable Object outcome;

  private @Nullable LoopTask<?> sleeper;
  private boolean fired;
  private boolean isCancelled;

  SleepTimer(long when, int sequence, @Nullable Object result) {
    super(when, sequence, Bindings.EMPTY);
    this.outcome = result;
  }

  @Override
  @Nullable TimerQueue queue() {
    LoopTask<?> task = sleeper;
    return task == null ? null : task.loop.schedule.timers();
  }

  @Override
  public void subscribe(LoopTask<?> task, DefaultLoop taskLoop) {
    sleeper = task;
    if (fired) {
      taskLoop.ready(task);
    }
  }

  @Override
  public boolean unsubscribe(LoopTask<?> task) {
    if (sleeper == null) {
      return false;
    }
    cancel();
    sleeper = null;
    return true;
  }

  @Override
  void invoke() {
    fired = true;
    wake();
  }

  @Override
  public boolean cancelWait(@Nullable String message) {
    if (fired || isCancelled) {
      return false;
    }
    isCancelled = true;
    outcome = new CancelledError(message);
    cancel();
    wake();
    return true;
  }

  private void wake() {
    LoopTask<?> task = sleeper;
    sleeper = null;
    if (task != null) {
      task.loop.ready(task);
    }
  }

  @Override
  public @Nullable Throwable takeFailure() {
    return isCancelled ? (Throwable) outcome : null;
  }

  @Override
  public @Nullable Object value() {
    return outcome;
  }

  @Override
  public String toString() {
    return "sleep until " + when + " ns";
  }
}
