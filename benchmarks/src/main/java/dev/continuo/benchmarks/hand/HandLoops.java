package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;

/** Loops that wait for the next tick, over inner loops that the JIT can vectorise. */
public final class HandLoops {

  private final HandLoop loop = new HandLoop();

  /** {@code for (b < blocks) { await(yieldNow()); for (int n : block) sum += n * 3; }}. */
  public int flat(int[] block, int blocks) {
    Flat machine = new Flat(block, blocks);
    loop.callSoon(machine);
    loop.run();
    return machine.sum;
  }

  /**
   * {@code for (r < rows) { await(yieldNow()); for (c < columns) { sum += await(one); for (int n :
   * block) sum += n * 3; } }}, where {@code one} is complete.
   */
  public int nested(int[] block, int rows, int columns) {
    HandFuture one = new HandFuture();
    one.complete(loop, 1);
    Nested machine = new Nested(block, rows, columns, one);
    loop.callSoon(machine);
    loop.run();
    return machine.sum;
  }

  private final class Flat extends Step {
    private final int[] block;
    private final int blocks;
    private int b = -1;
    private int sum;

    Flat(int[] block, int blocks) {
      this.block = block;
      this.blocks = blocks;
    }

    @Override
    public void run() {
      if (b >= 0) {
        int[] block = this.block;
        int sum = this.sum;
        for (int i = 0; i < block.length; i++) {
          sum += block[i] * 3;
        }
        this.sum = sum;
      }
      b++;
      if (b < blocks) {
        loop.callSoon(this);
      }
    }
  }

  private final class Nested extends Step {
    private final int[] block;
    private final int rows;
    private final int columns;
    private final HandFuture one;
    private boolean isWaiting;
    private int r = -1;
    private int c;
    private int sum;

    Nested(int[] block, int rows, int columns, HandFuture one) {
      this.block = block;
      this.rows = rows;
      this.columns = columns;
      this.one = one;
    }

    @Override
    public void run() {
      if (r < 0) {
        nextRow();
        return;
      }
      int[] block = this.block;
      int sum = this.sum;
      for (int c = this.c; c < columns; c++) {
        if (!isWaiting && one.suspends(this)) {
          isWaiting = true;
          this.c = c;
          this.sum = sum;
          return;
        }
        isWaiting = false;
        sum += (Integer) one.result();
        for (int i = 0; i < block.length; i++) {
          sum += block[i] * 3;
        }
      }
      this.sum = sum;
      nextRow();
    }

    private void nextRow() {
      c = 0;
      r++;
      if (r < rows) {
        loop.callSoon(this);
      }
    }
  }
}
