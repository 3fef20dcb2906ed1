package dev.continuo.internal;

/** Real time, counted from the start of the runtime. */
final class SystemClock implements LoopClock {

  private static final long ORIGIN = System.nanoTime();

  @Override
  public long now() {
    return System.nanoTime() - ORIGIN;
  }

  @Override
  public boolean idle(long deadline, boolean held, Parker parker, Inbox inbox) {
    if (deadline == NEVER) {
      return parker.park(inbox, NEVER);
    }
    long left = deadline - now();
    return left > 0 && parker.park(inbox, left);
  }
}
