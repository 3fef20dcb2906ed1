package dev.continuo.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers in the order of their deadlines, then of their creation: a heap with four children per
 * node, which is shallower than a binary one and touches fewer cache lines. Insert and remove cost
 * O(log n). Cancelled timers stay until they come to the top or are more than half; then one pass
 * over the heap, O(n), drops them.
 */
final class TimerQueue {

  private static final int ARITY = 4;
  private static final int SMALL = 64;

  private @Nullable LoopTimer[] heap = new LoopTimer[16];
  private int size;
  private int cancelled;

  boolean isEmpty() {
    dropCancelledTop();
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The earliest deadline; the queue is not empty. */
  long nextDeadline() {
    return at(0).when;
  }

  void add(LoopTimer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    timer.isQueued = true;
    siftUp(size++, timer);
  }

  /** Removes and returns the next timer that is due at {@code now}, or null. */
  @Nullable LoopTimer pollDue(long now) {
    dropCancelledTop();
    return size > 0 && at(0).when <= now ? removeTop() : null;
  }

  /** A timer of this queue was cancelled. */
  void cancelled() {
    cancelled++;
    if (cancelled > size / 2 && size > SMALL) {
      purge();
    }
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      at(i).isQueued = false;
    }
    heap = new LoopTimer[16];
    size = 0;
    cancelled = 0;
  }

  private void dropCancelledTop() {
    while (size > 0 && at(0).cancelled()) {
      cancelled--;
      removeTop();
    }
  }

  private LoopTimer removeTop() {
    LoopTimer top = at(0);
    top.isQueued = false;
    size--;
    LoopTimer last = at(size);
    heap[size] = null;
    if (size > 0) {
      siftDown(0, last);
    }
    return top;
  }

  private void purge() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      LoopTimer timer = at(i);
      if (timer.cancelled()) {
        timer.isQueued = false;
      } else {
        heap[kept++] = timer;
      }
    }
    Arrays.fill(heap, kept, size, null);
    size = kept;
    cancelled = 0;
    if (heap.length > SMALL && size < heap.length / 4) {
      heap = Arrays.copyOf(heap, Math.max(SMALL, size * 2));
    }
    for (int i = (size - 2) / ARITY; i >= 0 && size > 1; i--) {
      siftDown(i, at(i));
    }
  }

  private void siftUp(int start, LoopTimer timer) {
    int i = start;
    while (i > 0) {
      int parent = (i - 1) / ARITY;
      if (!before(timer, at(parent))) {
        break;
      }
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = timer;
  }

  private void siftDown(int start, LoopTimer timer) {
    int i = start;
    for (; ; ) {
      int first = i * ARITY + 1;
      if (first >= size) {
        break;
      }
      int least = first;
      for (int child = first + 1; child < Math.min(first + ARITY, size); child++) {
        if (before(at(child), at(least))) {
          least = child;
        }
      }
      if (!before(at(least), timer)) {
        break;
      }
      heap[i] = heap[least];
      i = least;
    }
    heap[i] = timer;
  }

  @SuppressWarnings("NullAway") // Invariant: places below size are not null
  private LoopTimer at(int index) {
    return heap[index];
  }

  private static boolean before(LoopTimer a, LoopTimer b) {
    // The sequence may wrap round: what counts is which one came first, not its value.
    return a.when < b.when || (a.when == b.when && a.sequence - b.sequence < 0);
  }
}
