package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;

/** {@link HandSuspension#yields} four times in one loop, with a machine of another kind each. */
public final class HandMixed {

  private final HandLoop loop = new HandLoop();

  /** Each of the four waits for the next tick so often. */
  public int yields(int count) {
    Sum sum = new Sum(count);
    Exclusive exclusive = new Exclusive(count);
    Weighted weighted = new Weighted(count);
    Odd odd = new Odd(count);
    loop.callSoon(sum);
    loop.callSoon(exclusive);
    loop.callSoon(weighted);
    loop.callSoon(odd);
    loop.run();
    return sum.sum + exclusive.all + (int) weighted.sum + odd.found;
  }

  /** The same with four machines of the first kind. */
  public int four(int count) {
    Sum[] machines = new Sum[4];
    for (int i = 0; i < 4; i++) {
      machines[i] = new Sum(count);
      loop.callSoon(machines[i]);
    }
    loop.run();
    int sum = 0;
    for (Sum machine : machines) {
      sum += machine.sum;
    }
    return sum;
  }

  private final class Sum extends Step {
    private final int count;
    private int i = -1;
    private int sum;

    Sum(int count) {
      this.count = count;
    }

    @Override
    public void run() {
      if (i >= 0) {
        sum += i;
      }
      i++;
      if (i < count) {
        loop.callSoon(this);
      }
    }
  }

  private final class Exclusive extends Step {
    private final int count;
    private int i = -1;
    private int all;

    Exclusive(int count) {
      this.count = count;
    }

    @Override
    public void run() {
      if (i >= 0) {
        all ^= i;
      }
      i++;
      if (i < count) {
        loop.callSoon(this);
      }
    }
  }

  private final class Weighted extends Step {
    private final int count;
    private int i = -1;
    private long sum;

    Weighted(int count) {
      this.count = count;
    }

    @Override
    public void run() {
      if (i >= 0) {
        sum += 3L * i;
      }
      i++;
      if (i < count) {
        loop.callSoon(this);
      }
    }
  }

  private final class Odd extends Step {
    private final int count;
    private int i = -1;
    private int found;

    Odd(int count) {
      this.count = count;
    }

    @Override
    public void run() {
      if (i >= 0 && (i & 1) != 0) {
        found++;
      }
      i++;
      if (i < count) {
        loop.callSoon(this);
      }
    }
  }
}
