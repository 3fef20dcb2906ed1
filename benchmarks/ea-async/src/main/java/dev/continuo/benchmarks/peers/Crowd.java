package dev.continuo.benchmarks.peers;

/**
 * Very many tasks that wait at the same time.
 *
 * <p>Each has an array of its tasks; that is not counted among the bytes.
 */
public interface Crowd {

  /** Is told how far the tasks are, on the thread that runs them. */
  interface Observer {

    /** All of them have started, and wait. */
    void started();

    /** Since then the loop, if there is one, once had nothing to do, and could give memory back. */
    void idle();
  }

  /**
   * Tasks that await one future, which is completed when all do.
   *
   * @param count how many
   * @param observer is told when all are suspended
   * @return the sum of their results, which are 1
   */
  int suspended(int count, Observer observer);

  /**
   * Tasks that sleep.
   *
   * @param count how many
   * @param nanos how long the shortest sleeps
   * @param observer is told when all are suspended
   * @return the sum of their results, which are 1
   */
  default int sleeping(int count, long nanos, Observer observer) {
    throw new UnsupportedOperationException("it has no timers");
  }

  /** What a sleep is longer than the shortest: up to 10 ms, in no order. */
  static long extraNanos(int index) {
    return index * 7919L % 10_007 * 1000;
  }
}
