package dev.continuo.internal;

/**
 * Time that jumps to the next deadline as soon as the loop is idle. While something outside the
 * loop is at work, its answer may come before that deadline: then time passes as it does outside.
 */
final class VirtualClock implements LoopClock {

  private long now;

  @Override
  public long now() {
    return now;
  }

  @Override
  public boolean idle(long deadline, boolean held, Parker parker, Inbox inbox) {
    if (!held) {
      if (deadline == NEVER) {
        throw new Deadlock();
      }
      now = Math.max(now, deadline);
      return false;
    }
    long started = System.nanoTime();
    long left = deadline == NEVER ? NEVER : deadline - now;
    boolean interrupted = left > 0 && parker.park(inbox, left);
    now += System.nanoTime() - started;
    return interrupted;
  }

  /** Nothing is ready, no timer runs, nobody outside is at work: nothing will ever happen again. */
  static final class Deadlock extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Deadlock() {
      super(null, null, false, false);
    }
  }
}
