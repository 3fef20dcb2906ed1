package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import dev.continuo.sync.BrokenBarrier;
import org.jspecify.annotations.Nullable;

/**
 * The state of an AsyncBarrier. Who arrives belongs to a round; the last of a round wakes the
 * others and begins the next one.
 *
 * <pre>
 *   arrived:   0 ──arrive──▶ 1 ──▶ … ──▶ parties: all of the round go on, the last one first
 *              ◀──cancelled──
 *   abort, reset: who waits fails; after an abort also who comes, until the reset
 * </pre>
 */
public final class BarrierCore {

  private static final class Round {
    boolean isBroken;
  }

  private final Object owner;
  private final int parties;
  private final WaitQueue waiters;
  private Round round = new Round();
  private int arrived;
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

  /** How many wait. */
  public int arrived() {
    return arrived;
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
    broken = staysBroken;
    round.isBroken = true;
    round = new Round();
    arrived = 0;
    waiters.wakeAll();
  }

  private final class Arrive extends WaitingFrame<Integer> {
    private @Nullable Round mine;
    private int index;

    Arrive() {
      super(waiters);
    }

    @Override
    boolean mayGo() {
      return broken || arrived + 1 == parties;
    }

    @Override
    void waits() {
      mine = round;
      index = arrived++;
    }

    @Override
    Object go() {
      if (mine == null) {
        return goAtOnce();
      }
      if (mine.isBroken) {
        throw failure();
      }
      return index;
    }

    private int goAtOnce() {
      if (broken) {
        throw failure();
      }
      round = new Round();
      arrived = 0;
      waiters.wakeAll();
      return parties - 1;
    }

    private BrokenBarrier failure() {
      return new BrokenBarrier(owner + " was aborted or reset");
    }

    @Override
    void gaveUp() {
      if (mine == round) {
        arrived--;
      }
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
