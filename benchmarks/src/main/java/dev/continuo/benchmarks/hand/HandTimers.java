package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A binary heap of timers, the earliest first, those of one time in the order they came. */
final class HandTimers {

  /** Could be cancelled by clearing its step. */
  private static final class Timer {
    private final long when;
    private final int number;
    private @Nullable Step step;

    Timer(long when, int number, Step step) {
      this.when = when;
      this.number = number;
      this.step = step;
    }

    boolean isBefore(Timer other) {
      return when != other.when ? when - other.when < 0 : number - other.number < 0;
    }
  }

  private @Nullable Timer[] heap = new Timer[1024];
  private int size;
  private int added;

  boolean isEmpty() {
    return size == 0;
  }

  void add(long when, Step step) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    Timer timer = new Timer(when, added++, step);
    int i = size++;
    while (i > 0) {
      int parent = i - 1 >>> 1;
      Timer above = heap[parent];
      if (!timer.isBefore(above)) {
        break;
      }
      heap[i] = above;
      i = parent;
    }
    heap[i] = timer;
  }

  /** Waits for the first, if the loop has nothing to do. */
  void wait(boolean idle) {
    if (idle) {
      long left;
      while ((left = heap[0].when - System.nanoTime()) > 0) {
        LockSupport.parkNanos(left);
      }
    }
  }

  /** Makes ready all that are due. */
  void ready(HandLoop loop) {
    long now = System.nanoTime();
    while (size > 0 && heap[0].when - now <= 0) {
      Step step = heap[0].step;
      removeFirst();
      if (step != null) {
        loop.callSoon(step);
      }
    }
  }

  private void removeFirst() {
    Timer last = heap[--size];
    heap[size] = null;
    if (size == 0) {
      return;
    }
    int i = 0;
    for (int child = 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(last)) {
        break;
      }
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = last;
  }
}
