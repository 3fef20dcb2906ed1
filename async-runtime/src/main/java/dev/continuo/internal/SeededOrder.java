package dev.continuo.internal;

/**
 * Permutes what is ready, so that a test sees orders other than the loop's first come, first
 * served. The numbers are SplitMix64's, written out here: a seed gives the same order on every JDK.
 */
final class SeededOrder {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SeededOrder(long seed) {
    this.state = seed;
  }

  /** Gives one tick's items another order: Fisher and Yates. */
  void permute(ReadyQueue ready) {
    for (int i = ready.size() - 1; i > 0; i--) {
      ready.swap(i, below(i + 1));
    }
  }

  /** A number from 0 to {@code bound - 1}. */
  private int below(int bound) {
    state += GOLDEN_GAMMA;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (int) (((mixed >>> 32) * bound) >>> 32);
  }
}
