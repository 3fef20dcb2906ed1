package dev.continuo.internal;

import dev.continuo.CancelledError;
import org.jspecify.annotations.Nullable;

/**
 * What a sleeping task waits for: timer and future in one object, as a program may have a million
 * of them. When due it marks itself done, and the task runs in the next tick, as in asyncio, where
 * the timer sets a future.
 */
final class SleepTimer extends LoopTimer implements Awaited {

  private final @Nullable Object result;
  private @Nullable LoopTask<?> sleeper;
  private @Nullable CancelledError cancellation;
  private boolean fired;

  SleepTimer(long when, int sequence, @Nullable Object result) {
    super(when, sequence, Bindings.EMPTY);
    this.result = result;
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
    sleeper = null;
    cancel();
    return true;
  }

  @Override
  void invoke() {
    fired = true;
    wake();
  }

  @Override
  public boolean cancelWait(@Nullable String message) {
    if (fired || cancellation != null) {
      return false;
    }
    cancellation = new CancelledError(message);
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
    return cancellation;
  }

  @Override
  public @Nullable Object value() {
    return result;
  }

  @Override
  public String toString() {
    return "sleep until " + when + " ns";
  }
}
