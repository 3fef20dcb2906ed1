package dev.continuo.benchmarks.rows;

import java.util.Random;

/**
 * What the inner loops add up: 128 KiB, which stay in the second cache. So many that a suspension
 * is lost in the work of a block, and what is left is whether the JIT compiled that work as well.
 */
final class Blocks {
  private Blocks() {}

  /** How many numbers a block has. */
  static final int LENGTH = 32_768;

  static int[] numbers() {
    return new Random(1).ints(LENGTH, 0, 1000).toArray();
  }
}
