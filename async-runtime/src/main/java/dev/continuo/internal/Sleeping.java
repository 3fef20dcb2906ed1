package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a sleeping task waits for. Two objects serve all, as a program may have a million of them:
 * it is the {@link TimerQueue} that knows the task and its deadline.
 *
 * <pre>
 *   tick n    the deadline has passed: ASLEEP becomes DUE, and the task is ready
 *             its turn: now it waits for another one, see {@link NextTurn}
 *   tick n+1  its turn: it resumes
 * </pre>
 *
 * The same ticks as in asyncio, where the timer of {@code sleep} sets a future.
 */
final class Sleeping implements Awaited {

  static final Sleeping ASLEEP = new Sleeping();
  static final Sleeping DUE = new Sleeping();

  private Sleeping() {}

  @Override
  public void subscribe(LoopTask<?> task, DefaultLoop loop) {
    loop.fallAsleep(task);
  }

  @Override
  public boolean unsubscribe(LoopTask<?> task) {
    if (this == DUE) {
      return false;
    }
    task.loop.schedule.timers().forget(task);
    return true;
  }

  @Override
  public boolean cancelWait(LoopTask<?> task, @Nullable String message) {
    if (!unsubscribe(task) && !task.skipsTurn()) {
      return false;
    }
    task.wakesCancelled(message);
    return true;
  }

  @Override
  public @Nullable Throwable takeFailure() {
    return null;
  }

  @Override
  public @Nullable Object value() {
    return null;
  }

  @Override
  public String toString() {
    return this == DUE ? "sleep, which is over" : "sleep";
  }
}
