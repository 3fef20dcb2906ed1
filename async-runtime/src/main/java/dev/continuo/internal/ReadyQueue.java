package dev.continuo.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks and callbacks whose turn has come: a ring that grows. It holds {@link LoopTask}s
 * themselves, so that waking a task allocates nothing, and {@link LoopHandle}s.
 *
 * <p>When the loop is closed the ring has no places at all, so that only {@link #grow} has to ask.
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

  /**
   * Adds an item at the end.
   *
   * @throws IllegalStateException when the loop is closed
   */
  void add(Object item) {
    int count = size;
    if (count == ring.length) {
      grow();
    }
    @Nullable Object[] places = ring;
    places[(head + count) & (places.length - 1)] = item;
    size = count + 1;
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

  /** Refuses items from now on; returns those that were left. */
  List<Object> close() {
    List<Object> left = new ArrayList<>(size);
    for (Object item = poll(); item != null; item = poll()) {
      left.add(item);
    }
    ring = new Object[0];
    head = 0;
    return left;
  }

  private void grow() {
    if (ring.length == 0) {
      throw RunState.closedLoop();
    }
    @Nullable Object[] bigger = new Object[ring.length * 2];
    int untilEnd = ring.length - head;
    System.arraycopy(ring, head, bigger, 0, untilEnd);
    System.arraycopy(ring, 0, bigger, untilEnd, head);
    ring = bigger;
    head = 0;
  }
}
