package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import org.jspecify.annotations.Nullable;

/** Awaits in a loop: of a tick, of a fresh future, and of a value that is there. */
public final class HandSuspension {

  private static final Object SUSPENDED = new Object();

  private final HandLoop loop = new HandLoop();

  /** {@code for (i = 0; i < count; i++) { await(yieldNow()); sum += i; }}. */
  public int yields(int count) {
    Yields machine = new Yields(count);
    loop.callSoon(machine);
    loop.run();
    return machine.sum;
  }

  /** {@code for (…) { f = new Future(); callSoon(() -> f.complete(1)); sum += await(f); }}. */
  public int futures(int count) {
    Futures machine = new Futures(count);
    loop.callSoon(machine);
    loop.run();
    return machine.sum;
  }

  /** {@code for (…) { sum += await(futures[i & 1023]); }} where all futures are complete. */
  public int completed(int count) {
    Future[] futures = new Future[1024];
    for (int i = 0; i < futures.length; i++) {
      futures[i] = new Future();
      futures[i].result = i;
    }
    return sumOf(futures, count);
  }

  private static int sumOf(Future[] futures, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      Object result = await(futures[i & 1023]);
      if (result == SUSPENDED) {
        throw new IllegalStateException("not complete");
      }
      sum += (Integer) result;
    }
    return sum;
  }

  private static Object await(Future future) {
    Object result = future.result;
    return result == null ? SUSPENDED : result;
  }

  private final class Yields extends Step {
    private final int count;
    private int state;
    private int i;
    private int sum;

    Yields(int count) {
      this.count = count;
    }

    @Override
    void run() {
      switch (state) {
        case 0 -> {
          i = 0;
          state = 1;
        }
        default -> {
          sum += i;
          i++;
        }
      }
      if (i < count) {
        loop.callSoon(this);
      }
    }
  }

  private final class Futures extends Step {
    private final int count;
    private int i;
    private int sum;
    private @Nullable Future awaited;

    Futures(int count) {
      this.count = count;
    }

    @Override
    void run() {
      Future ready = awaited;
      if (ready != null) {
        sum += (Integer) ready.result;
        i++;
      }
      if (i < count) {
        Future future = new Future();
        loop.callSoon(new Completion(future));
        future.waiter = this; // a fresh future is not complete
        awaited = future;
      }
    }
  }

  private final class Completion extends Step {
    private final Future future;

    Completion(Future future) {
      this.future = future;
    }

    @Override
    void run() {
      future.result = 1;
      Step waiter = future.waiter;
      if (waiter != null) {
        loop.callSoon(waiter);
      }
    }
  }

  /** A result, and the one that waits for it. */
  public static final class Future {
    private @Nullable Object result;
    private @Nullable Step waiter;
  }
}
