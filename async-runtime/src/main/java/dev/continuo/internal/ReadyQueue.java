package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * Tasks and callbacks whose turn has come: a ring that grows. It holds {@link LoopTask}s
 * themselves, so that waking a task allocates nothing, and {@link LoopHandle}s.
 */
final class ReadyQueue {

  private static final int INITIAL = 64;

  /** A power of two long. */
  private @Nullable Object[] ring = new Object[INITIAL];

  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(Object item) {
    if (size == ring.length) {
      grow();
    }
    ring[(head + size) & (ring.length - 1)] = item;
    size++;
  }

  @Nullable Object poll() {
    if (size == 0) {
      return null;
    }
    Object item = ring[head];
    ring[head] = null;
    head = (head + 1) & (ring.length - 1);
    size--;
    return item;
  }

  /** Exchanges the items at two places, counted from the one that is next. */
  void swap(int one, int other) {
    int a = (head + one) & (ring.length - 1);
    int b = (head + other) & (ring.length - 1);
    Object item = ring[a];
    ring[a] = ring[b];
    ring[b] = item;
  }

  void clear() {
    ring = new Object[INITIAL];
    head = 0;
    size = 0;
  }

  private void grow() {
    @Nullable Object[] bigger = new Object[ring.length * 2];
    int untilEnd = ring.length - head;
    System.arraycopy(ring, head, bigger, 0, untilEnd);
    System.arraycopy(ring, 0, bigger, untilEnd, head);
    ring = bigger;
    head = 0;
  }
}
