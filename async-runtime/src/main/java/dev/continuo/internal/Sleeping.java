package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * What a sleeping task waits for. Three objects serve all, as a program may have a million of them:
 * it is the {@link TimerQueue} that knows the task and its deadline.
 */
final class Sleeping implements Awaited {

  /** Until it resumes, unless somebody asked for more meanwhile: see {@link WakeUps#markDue}. */
  static final Sleeping ASLEEP = new Sleeping();

  /** Its deadline has passed, and a handle will make it ready. */
  static final Sleeping DUE = new Sleeping();

  /** The task is ready. */
  static final Sleeping OVER = new Sleeping();

  private Sleeping() {}

  @Override
  public void subscribe(LoopTask<?> task, DefaultLoop loop) {
    loop.fallAsleep(task);
  }

  @Override
  public boolean unsubscribe(LoopTask<?> task) {
    Schedule schedule = task.loop.schedule;
    schedule.wakeUps().markDue();
    Awaited marked = task.awaiting();
    if (marked != ASLEEP) {
      return marked == DUE; // the handle passes over one that does not await this any more
    }
    schedule.timers().forget(task);
    return true;
  }

  @Override
  public boolean cancelWait(LoopTask<?> task, @Nullable String message) {
    boolean mayCancel = unsubscribe(task);
    if (mayCancel) {
      task.wakesCancelled(message);
    }
    return mayCancel;
  }

  @Override
  public String toString() {
    return this == ASLEEP ? "sleep" : "sleep, which is over";
  }
}
