package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A heap of timers, the earliest first, those of one time in the order they came. Each has four
 * below it, and the times are in an array of their own: half as many levels as with two, and the
 * four are next to each other in memory.
 */
final class HandTimers {

  /** Could be cancelled by clearing its step. */
  private static final class Timer {
    private final int number;
    private @Nullable Step step;

    Timer(int number, Step step) {
      this.number = number;
      this.step = step;
    }
  }

  private long[] times = new long[1024];
  private @Nullable Timer[] timers = new Timer[1024];
  private int size;
  private int added;

  boolean isEmpty() {
    return size == 0;
  }

  void add(long when, Step step) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      timers = Arrays.copyOf(timers, 2 * size);
    }
    Timer timer = new Timer(added++, step);
    int i = size++;
    while (i > 0) {
      int above = i - 1 >>> 2;
      if (times[above] - when <= 0) {
        break; // it came earlier, if the times are the same
      }
      times[i] = times[above];
      timers[i] = timers[above];
      i = above;
    }
    times[i] = when;
    timers[i] = timer;
  }

  /** Waits for the first. */
  void waitForFirst() {
    long left;
    while ((left = times[0] - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  /** Makes ready all that are due. */
  void ready(HandLoop loop) {
    long now = System.nanoTime();
    while (size > 0 && times[0] - now <= 0) {
      Step step = timers[0].step;
      removeFirst();
      if (step != null) {
        loop.callSoon(step);
      }
    }
  }

  private void removeFirst() {
    int last = --size;
    long when = times[last];
    Timer timer = timers[last];
    timers[last] = null;
    if (last == 0) {
      return;
    }
    int i = 0;
    for (int first = 1; first < last; first = 4 * i + 1) {
      int least = first;
      for (int child = first + 1; child < Math.min(first + 4, last); child++) {
        if (isBefore(times[child], child, times[least], timers[least])) {
          least = child;
        }
      }
      if (!isBefore(times[least], least, when, timer)) {
        break;
      }
      times[i] = times[least];
      timers[i] = timers[least];
      i = least;
    }
    times[i] = when;
    timers[i] = timer;
  }

  private boolean isBefore(long when, int index, long otherWhen, Timer other) {
    return when != otherWhen ? when - otherWhen < 0 : timers[index].number - other.number < 0;
  }
}
