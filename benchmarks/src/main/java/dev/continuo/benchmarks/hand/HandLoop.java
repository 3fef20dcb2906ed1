package dev.continuo.benchmarks.hand;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The smallest loop on which a program could run:
 *
 * <pre>
 * until nothing is ready:
 *   take what other threads sent            // a look, here always in vain
 *   make ready the timers that are due      // a look, unless somebody sleeps; idle, it shrinks
 *   run as many as were ready, in order; one that throws does not stop the others
 * </pre>
 *
 * <p>It does not watch channels, and it has no checks against mistakes of its caller.
 */
public final class HandLoop {

  /** Something that the loop runs once. */
  public abstract static class Step {
    /** Does it. */
    public abstract void run();
  }

  private static final int INITIAL = 1024;

  /** To grow up to here again costs less than the steps that do it. */
  private static final int LARGE = 16_384;

  private final ConcurrentLinkedQueue<Step> inbox = new ConcurrentLinkedQueue<>();
  private final HandTimers timers = new HandTimers();
  // Invariant: the length is a power of two; head and tail only grow.
  private @Nullable Step[] ring = new Step[INITIAL];
  private int head;
  private int tail;
  private volatile boolean stopping;

  /** Runs a step in the next turn. */
  public void callSoon(Step step) {
    if (tail - head == ring.length) {
      grow();
    }
    ring[tail++ & ring.length - 1] = step;
  }

  /** For other threads. */
  void callSoonThreadsafe(Step step) {
    inbox.add(step);
  }

  /** Runs a step when System.nanoTime() is there. */
  void callAt(long when, Step step) {
    timers.add(when, step);
  }

  void stop() {
    stopping = true;
  }

  /** Runs until nothing is ready and nobody sleeps, or until it is stopped. */
  public void run() {
    stopping = false;
    while (!stopping) {
      for (Step sent = inbox.poll(); sent != null; sent = inbox.poll()) {
        callSoon(sent);
      }
      if (!timers.isEmpty()) {
        if (head == tail) {
          shrink();
          timers.waitForFirst();
        }
        timers.ready(this);
      }
      int count = tail - head;
      if (count == 0 && timers.isEmpty()) {
        return;
      }
      for (; count > 0; count--) {
        runNext();
      }
    }
  }

  private void runNext() {
    int index = head++ & ring.length - 1;
    Step step = ring[index];
    ring[index] = null;
    try {
      step.run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /** Gives back the places of a burst that is over. */
  private void shrink() {
    if (ring.length > LARGE) {
      ring = new Step[INITIAL];
    }
  }

  private void grow() {
    int length = ring.length;
    Step[] larger = Arrays.copyOf(ring, 2 * length);
    for (int i = head; i != tail; i++) {
      int before = i & length - 1;
      int after = i & larger.length - 1;
      if (before != after) {
        larger[after] = larger[before];
        larger[before] = null;
      }
    }
    ring = larger;
  }
}
