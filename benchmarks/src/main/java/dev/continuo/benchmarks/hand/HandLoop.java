package dev.continuo.benchmarks.hand;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A ring buffer of what is ready, and nothing else. */
public final class HandLoop {

  /** Something that the loop runs once. */
  public abstract static class Step {
    abstract void run();
  }

  // Invariant: the length is a power of two; head and tail only grow.
  private @Nullable Step[] ring = new Step[1024];
  private int head;
  private int tail;

  void callSoon(Step step) {
    if (tail - head == ring.length) {
      grow();
    }
    ring[tail++ & ring.length - 1] = step;
  }

  /** Runs until nothing is ready. */
  void run() {
    while (head != tail) {
      int index = head++ & ring.length - 1;
      Step step = ring[index];
      ring[index] = null;
      step.run();
    }
  }

  private void grow() {
    int length = ring.length;
    Step[] larger = Arrays.copyOf(ring, 2 * length);
    for (int i = head; i != tail; i++) {
      larger[i & larger.length - 1] = ring[i & length - 1];
      if ((i & larger.length - 1) != (i & length - 1)) {
        larger[i & length - 1] = null;
      }
    }
    ring = larger;
  }
}
