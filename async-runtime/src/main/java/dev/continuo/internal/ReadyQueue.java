package dev.continuo.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks and callbacks whose turn has come: a ring that grows. It holds {@link LoopTask}s
 * themselves, so that waking a task allocates nothing, and {@link LoopHandle}s.
 *
 * <p>When the loop is closed the ring has no places at all, so that only {@link #grow} has to ask.
 * The same while the queue of a hosted loop rests: its first item brings the ring back, and is
 * told.
 */
final class ReadyQueue {

  private static final int INITIAL = 64;

  /** To grow up to here again costs less than the callbacks that do it. */
  static final int LARGE = 16_384;

  private static final Object[] NO_PLACES = {};

  /** A power of two long. */
  private @Nullable Object[] ring = new Object[INITIAL];

  // Counters that only grow, and overflow together: a place is what they leave modulo the length.
  private int head;
  private int tail;

  /** While the queue rests: the ring that it will have again. */
  private @Nullable Object @Nullable [] resting;

  private @Nullable Runnable onFirst;

  ReadyQueue() {
    this(0);
  }

  /** Starts counting at {@code start}. */
  ReadyQueue(int start) {
    head = start;
    tail = start;
  }

  int size() {
    return tail - head;
  }

  /**
   * Adds an item at the end.
   *
   * @throws IllegalStateException when the loop is closed
   */
  void add(Object item) {
    int end = tail;
    if (end - head == ring.length) {
      grow();
      end = tail;
    }
    @Nullable Object[] places = ring;
    places[end & (places.length - 1)] = item;
    tail = end + 1;
  }

  @Nullable Object poll() {
    int first = head;
    if (first == tail) {
      return null;
    }
    @Nullable Object[] places = ring;
    int place = first & (places.length - 1);
    Object item = places[place];
    places[place] = null;
    head = first + 1;
    return item;
  }

  int places() {
    return ring.length;
  }

  /** Gives back the places of a burst that is over; for a queue that is empty. */
  void shrink() {
    if (ring.length > LARGE && size() == 0) {
      ring = new Object[INITIAL];
    }
  }

  /** Where the next item is that {@link #poll} gives; positions only grow, and may wrap round. */
  int position() {
    return head;
  }

  /** Where the next item will be that is added. */
  int end() {
    return tail;
  }

  /** Whether {@link #poll} has not come to this position yet. */
  boolean isAhead(int position) {
    return position - head > 0;
  }

  /** Gives every item, in order. */
  void forEach(Consumer<Object> action) {
    for (int i = head; i != tail; i++) {
      Object item = ring[i & (ring.length - 1)];
      if (item != null) {
        action.accept(item);
      }
    }
  }

  /** Puts something in the place of an item that is in the queue, if it is: a pass over it. */
  void replace(Object item, Object other) {
    for (int i = head; i != tail; i++) {
      int place = i & (ring.length - 1);
      if (ring[place] == item) {
        ring[place] = other;
        return;
      }
    }
  }

  /** Exchanges the items at two places, counted from the one that is next. */
  void swap(int one, int other) {
    int a = (head + one) & (ring.length - 1);
    int b = (head + other) & (ring.length - 1);
    Object item = ring[a];
    ring[a] = ring[b];
    ring[b] = item;
  }

  /** The queue is empty: until {@link #resume} the first item that is added is told. */
  void rest(Runnable first) {
    if (ring.length > 0) {
      resting = ring;
      ring = NO_PLACES;
      onFirst = first;
    }
  }

  /** Ends a rest, if there is one. */
  void resume() {
    if (resting != null) {
      ring = resting;
      resting = null;
    }
  }

  /** Refuses items from now on; returns those that were left. */
  List<Object> close() {
    List<Object> left = new ArrayList<>(size());
    for (Object item = poll(); item != null; item = poll()) {
      left.add(item);
    }
    ring = NO_PLACES;
    resting = null;
    head = tail;
    return left;
  }

  private void grow() {
    if (ring.length == 0) {
      endRest();
      return;
    }
    int length = ring.length;
    int mask = 2 * length - 1;
    @Nullable Object[] bigger = new Object[2 * length];
    int first = head & (length - 1);
    int untilEnd = length - first;
    System.arraycopy(ring, first, bigger, head & mask, untilEnd);
    System.arraycopy(ring, 0, bigger, (head + untilEnd) & mask, first);
    ring = bigger;
  }

  private void endRest() {
    Runnable told = onFirst;
    if (resting == null || told == null) {
      throw RunState.closedLoop();
    }
    resume();
    told.run();
  }
}
