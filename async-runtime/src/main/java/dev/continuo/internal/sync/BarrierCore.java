package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import dev.continuo.sync.BrokenBarrier;
import org.jspecify.annotations.Nullable;

/**
 * The state of an AsyncBarrier. The last to arrive tells the others their places and wakes them.
 *
 * <pre>
 *   waiting:   0 ──arrive──▶ 1 ──▶ … ──▶ parties: all of them go on, the last one first
 *              ◀──cancelled──
 *   abort, reset: who waits fails; after an abort also who comes, until the reset
 * </pre>
 */
public final class BarrierCore {

  private static final int WAITS = -1;
  private static final int FAILS = -2;

  private final Object owner;
  private final int parties;
  private final WaitQueue waiters;
  private boolean broken;

  /**
   * Makes one that nobody has arrived at.
   *
   * @param owner named in messages
   * @param parties how many go on together
   */
  public BarrierCore(Object owner, int parties) {
    this.owner = owner;
    this.parties = parties;
    this.waiters = new WaitQueue(owner);
  }

  /** How many wait, without those who were cancelled. */
  public int arrived() {
    return waiters.living();
  }

  /** Whether it was aborted and not reset since. */
  public boolean isBroken() {
    return broken;
  }

  /** Arrives, and waits for the others. */
  public Coroutine<Integer> arrive() {
    return new Arrive();
  }

  /** Fails those who wait. */
  public void end(boolean staysBroken) {
    waiters.checkThread();
    broken = staysBroken;
    for (Arrive one = wakeFirst(); one != null; one = wakeFirst()) {
      one.place = FAILS;
    }
  }

  /** All have come: those who wait go on. */
  private void pass() {
    int place = 0;
    for (Arrive one = wakeFirst(); one != null; one = wakeFirst()) {
      one.place = place++;
    }
  }

  private @Nullable Arrive wakeFirst() {
    return (Arrive) waiters.wakeFirst();
  }

  private final class Arrive extends WaitingFrame<Integer> {
    /** Its place among those who go on together, once they do. */
    private int place = WAITS;

    Arrive() {
      track();
    }

    @Override
    WaitQueue queue() {
      return waiters;
    }

    @Override
    @Nullable Object tryGo() {
      return (broken || (waiters.waiting() + 1 >= parties && arrived() + 1 == parties))
          ? go()
          : MUST_WAIT;
    }

    @Override
    Object go() {
      if (place == FAILS || (place == WAITS && broken)) {
        throw new BrokenBarrier(owner + " was aborted or reset");
      }
      if (place == WAITS) { // it is the last one
        pass();
        place = parties - 1;
      }
      return place;
    }

    @Override
    boolean goesWithoutFail() {
      return place >= 0;
    }

    @Override
    void handOn() {}

    @Override
    protected String type() {
      return "sync.AsyncBarrier";
    }

    @Override
    protected String function() {
      return "arrive";
    }
  }
}
