package dev.continuo.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that jumps to the next deadline as soon as the loop is idle. While something outside the
 * loop is at work, its answer may come before that deadline: then time passes as it does outside.
 *
 * <pre>
 *   idle, and somebody waits for a time     a timer is due by then ──▶ jump to it
 *                                           none is ──▶ jump to that time, wake who waits for it
 *   idle, and something outside is at work  wait in real time
 *   idle                                    jump to the next timer; none, or no jumps: deadlock
 * </pre>
 *
 * Whoever waits until every task is blocked waits for the time that it is now.
 */
public final class VirtualClock implements LoopClock {

  private final PriorityQueue<Wait> waits =
      new PriorityQueue<>(Comparator.comparingLong(Wait::until).thenComparingInt(Wait::number));
  private int lastNumber;
  private long now;
  private boolean jumps = true;

  VirtualClock() {}

  /** Somebody who is woken when it is that time and nothing is left to do. */
  private record Wait(long until, int number, LoopFuture<Void> future) {}

  @Override
  public long now() {
    return now;
  }

  /** Whether time jumps by itself; if not, only {@link #wakeAt} moves it. */
  public void jumps(boolean on) {
    jumps = on;
  }

  /** Moves the time there, and completes {@code future} once nothing is left to do by then. */
  void wakeAt(long until, LoopFuture<Void> future) {
    waits.add(new Wait(until, ++lastNumber, future));
  }

  @Override
  public boolean idle(long deadline, boolean held, Parker parker, Inbox inbox) {
    Wait first = firstWait();
    if (first != null && (deadline == NEVER || deadline > first.until)) {
      waits.remove(first);
      now = Math.max(now, first.until);
      first.future.complete(null);
      return false;
    }
    boolean moves = jumps || first != null;
    if (first == null && held) {
      return park(deadline, parker, inbox);
    }
    if (deadline == NEVER || (!moves && deadline > now)) {
      throw new Deadlock(reason(deadline));
    }
    now = Math.max(now, deadline);
    return false;
  }

  private @Nullable Wait firstWait() {
    Wait first = waits.peek();
    while (first != null && first.future.done()) { // cancelled
      waits.poll();
      first = waits.peek();
    }
    return first;
  }

  private boolean park(long deadline, Parker parker, Inbox inbox) {
    if (!jumps) {
      return deadline > now && parker.park(inbox, NEVER);
    }
    long started = System.nanoTime();
    long left = deadline == NEVER ? NEVER : deadline - now;
    boolean interrupted = left > 0 && parker.park(inbox, left);
    now += System.nanoTime() - started;
    return interrupted;
  }

  private String reason(long deadline) {
    if (deadline == NEVER) {
      return "nothing is ready, no timer is set, and nothing outside the loop is at work for it";
    }
    return "nothing is ready, and the time stands still at "
        + Duration.ofNanos(now)
        + ": the next timer is due at "
        + Duration.ofNanos(deadline)
        + ", and only advanceTimeBy moves this clock";
  }

  /** Nothing is ready, no timer runs, nobody outside is at work: nothing will ever happen again. */
  static final class Deadlock extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, to be followed by the consequence. */
    final String reason;

    Deadlock(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
