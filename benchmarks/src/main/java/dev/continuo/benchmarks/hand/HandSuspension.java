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

  /** {@code for (…) { f = new HandFuture(); callSoon(() -> f.complete(1)); sum += await(f); }}. */
  public int futures(int count) {
    Futures machine = new Futures(count);
    loop.callSoon(machine);
    loop.run();
    return machine.sum;
  }

  /** {@code for (…) { sum += await(futures[i & 1023]); }} where all futures are complete. */
  public int completed(int count) {
    HandFuture[] futures = new HandFuture[1024];
    for (int i = 0; i < futures.length; i++) {
      futures[i] = new HandFuture();
      futures[i].complete(loop, i);
    }
    return sumOf(futures, count);
  }

  private static int sumOf(HandFuture[] futures, int count) {
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

  private static Object await(HandFuture future) {
    Object result = future.result();
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
    public void run() {
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
    private @Nullable HandFuture awaited;

    Futures(int count) {
      this.count = count;
    }

    @Override
    public void run() {
      HandFuture ready = awaited;
      if (ready != null) {
        sum += (Integer) ready.result();
        i++;
      }
      while (i < count) {
        HandFuture future = new HandFuture();
        loop.callSoon(new Completion(future));
        if (future.suspends(this)) {
          awaited = future;
          return;
        }
        sum += (Integer) future.result();
        i++;
      }
    }
  }

  private final class Completion extends Step {
    private final HandFuture future;

    Completion(HandFuture future) {
      this.future = future;
    }

    @Override
    public void run() {
      future.complete(loop, 1);
    }
  }
}
