package dev.continuo.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a loop has to do: now, at some time, and what other threads have handed in. */
final class Schedule {

  private final LoopClock clock;
  private final ThreadParker threadParker = new ThreadParker();

  /** Where an idle loop waits once it watches channels. */
  private @Nullable LoopIo io;

  /**
   * What an idle loop waits in. Volatile: other threads wake it. They fill the inbox before they
   * look here, and who parks looks into the inbox: nothing is lost while the one takes over from
   * the other.
   */
  private volatile Parker parker = threadParker;

  private final ReadyQueue ready = new ReadyQueue();
  private final TimerQueue timers = new TimerQueue();
  private final WakeUps wakeUps = new WakeUps(ready);
  private final Inbox inbox = new Inbox();

  /** What tests may put in the place of first come, first served. */
  private final @Nullable SeededOrder order;

  Schedule(LoopClock clock, @Nullable SeededOrder order) {
    this.clock = clock;
    this.order = order;
  }

  LoopClock clock() {
    return clock;
  }

  long now() {
    return clock.now();
  }

  /** When a delay that starts now is over; held at the ends of the range of the clock. */
  long deadline(Duration delay) {
    return LoopClock.saturatedAdd(clock.now(), BlockingCalls.saturatedNanos(delay));
  }

  ReadyQueue readyQueue() {
    return ready;
  }

  /** From now on an idle loop waits for channels, too. */
  void use(LoopIo newIo) {
    io = newIo;
    parker = newIo;
  }

  /** From now on a host is woken instead of a thread. */
  void wakes(Parker host) {
    parker = host;
  }

  // Filling

  /** Hands something in from any thread; false if the loop is closed. */
  boolean post(LoopHandle handle) {
    boolean accepted = inbox.push(handle);
    if (accepted) {
      parker.wake();
    }
    return accepted;
  }

  /** What was added and is not due. */
  TimerQueue timers() {
    return timers;
  }

  /** The sleeping tasks that are due, and did not resume. */
  WakeUps wakeUps() {
    return wakeUps;
  }

  // Emptying

  /** Makes ready what other threads handed in. */
  void takeInbox() {
    if (!inbox.isEmpty()) {
      inbox.drainTo(ready);
    }
  }

  /** Makes ready whose channels are; for a tick that has something to do. */
  void pollChannels() {
    if (io != null) {
      io.poll();
    }
  }

  /** Makes ready what is due: now everything is there that this tick runs. */
  void takeDueTimers() {
    if (timers.size() > 0) {
      long now = clock.now();
      wakeUps.endBatch();
      for (Object due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
        if (due instanceof CallbackTimer timer) {
          wakeUps.endBatch();
          ready.add(timer);
        } else {
          wakeUps.add((LoopTask<?>) due);
          if (order != null) {
            wakeUps.endBatch();
          }
        }
      }
    }
    if (order != null) {
      wakeUps.markDue(); // positions mean nothing then
      order.permute(ready);
    }
  }

  /** Whether a turn that starts now would find something without a look at the clock. */
  boolean hasWork() {
    return ready.size() > 0 || !inbox.isEmpty() || (io != null && io.hasArrived());
  }

  /** When the next timer is due, or {@link LoopClock#NEVER}. */
  long nextDeadline() {
    return timers.isEmpty() ? LoopClock.NEVER : timers.nextDeadline();
  }

  int readyCount() {
    return ready.size();
  }

  int timerCount() {
    return timers.size();
  }

  /**
   * Passes the time until a timer is due or something is handed in.
   *
   * @param held whether something outside is at work for the loop
   * @return true if the thread was interrupted
   */
  boolean waitForWork(boolean held) {
    if (ready.size() > 0) {
      return false;
    }
    boolean interrupted = clock.idle(nextDeadline(), held, parker, inbox);
    takeInbox();
    return interrupted;
  }

  /** What runs one handle. */
  interface Turn {
    void run(Object item) throws Throwable;
  }

  /**
   * Refuses what other threads hand in from now on, and runs the callbacks that were accepted
   * before: whoever got a handle may rely on it. What the runtime itself handed in is told instead.
   */
  void runAccepted(Turn turn) {
    ReadyQueue accepted = new ReadyQueue();
    inbox.closeTo(accepted);
    try {
      for (Object item = accepted.poll(); item != null; item = accepted.poll()) {
        if (item instanceof CallbackHandle) {
          turn.run(item);
        } else {
          ready.add(item);
        }
      }
    } catch (Throwable t) { // fatal: see Fatal
      throw Sneaky.rethrow(t);
    } finally {
      for (Object item = accepted.poll(); item != null; item = accepted.poll()) {
        ready.add(item);
      }
    }
  }

  /** Drops everything, tells those who wait for it, and refuses from now on. */
  void close() {
    for (Object item : ready.close()) {
      if (item instanceof LoopHandle handle) {
        handle.abandon();
      }
    }
    timers.clear();
    if (io != null) {
      io.close();
    }
  }
}
