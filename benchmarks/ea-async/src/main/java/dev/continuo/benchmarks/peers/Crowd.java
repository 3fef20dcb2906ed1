package dev.continuo.benchmarks.peers;

/**
 * Very many tasks that wait at the same time.
 *
 * <p>Each has an array of its tasks; that is not counted among the bytes.
 */
public interface Crowd {

  /**
   * Tasks that await one future, which is completed when all do.
   *
   * @param count how many
   * @param allWait is run when all are suspended, on the thread that runs them
   * @return the sum of their results, which are 1
   */
  int suspended(int count, Runnable allWait);

  /**
   * Tasks that sleep.
   *
   * @param count how many
   * @param nanos how long the shortest sleeps
   * @param allWait is run when all are suspended, on the thread that runs them
   * @return the sum of their results, which are 1
   */
  default int sleeping(int count, long nanos, Runnable allWait) {
    throw new UnsupportedOperationException("it has no timers");
  }

  /** What a sleep is longer than the shortest: up to 10 ms, in no order. */
  static long extraNanos(int index) {
    return index * 7919L % 10_007 * 1000;
  }
}
