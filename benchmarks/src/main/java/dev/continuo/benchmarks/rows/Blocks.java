package dev.continuo.benchmarks.rows;

import java.util.Random;

/** What the inner loops add up: 16 KiB, which stay in the first cache. */
final class Blocks {
  private Blocks() {}

  static int[] numbers() {
    return new Random(1).ints(4096, 0, 1000).toArray();
  }
}
