package dev.continuo.internal;

/** The time of a loop, and how it passes while the loop has nothing to do. */
interface LoopClock {

  /** What stands for "no deadline". */
  long NEVER = Long.MAX_VALUE;

  /** Nanoseconds, monotonic, never negative. */
  long now();

  /**
   * Passes the time until the deadline, or less if something arrives.
   *
   * @param deadline when the next timer is due, or {@link #NEVER}
   * @param held whether something outside the loop is at work for it
   * @return true if the thread was interrupted
   */
  boolean idle(long deadline, boolean held, Parker parker, Inbox inbox);

  /** {@code a + b}, held at the ends of the range. */
  static long saturatedAdd(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }
}
