package dev.continuo.sync;

import dev.continuo.Coroutine;
import dev.continuo.internal.sync.BarrierCore;

/**
 * A place where a fixed number of coroutines wait for each other, again and again; asyncio's {@code
 * Barrier}.
 *
 * <pre>{@code
 * AsyncBarrier step = new AsyncBarrier(4);
 *
 * @Async Coroutine<Void> simulate(Cell cell) {
 *   while (true) {
 *     await(cell.compute());
 *     if (await(step.arrive()) == 0) {     // one of the four
 *       publish();
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The coroutine that comes last does not suspend and goes on first, then the others in the order
 * in which they came. One that is cancelled while it waits is as if it had not come.
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait.
 */
public final class AsyncBarrier {

  private final int parties;
  private final BarrierCore core;

  /**
   * Makes a barrier that nobody has arrived at.
   *
   * @param parties how many coroutines go on together, at least 1
   * @throws IllegalArgumentException if it is less
   */
  public AsyncBarrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException("parties is " + parties + ", must be at least 1");
    }
    this.parties = parties;
    this.core = new BarrierCore(this, parties);
  }

  /**
   * Arrives, and waits until {@link #parties} coroutines have (asyncio's {@code wait}).
   *
   * @return a lazy coroutine of the place of this one among those who go on together, in the order
   *     of arrival, from 0; each place is given once. It fails with {@link BrokenBarrier} if the
   *     barrier is broken, or is aborted or reset meanwhile
   */
  public Coroutine<Integer> arrive() {
    return core.arrive();
  }

  /** Fails those who wait with {@link BrokenBarrier}; the barrier is as new. */
  public void reset() {
    core.end(false);
  }

  /**
   * Fails those who wait with {@link BrokenBarrier}, and everybody who comes until {@link #reset}.
   */
  public void abort() {
    core.end(true);
  }

  /**
   * How many go on together.
   *
   * @return at least 1
   */
  public int parties() {
    return parties;
  }

  /**
   * How many wait now (asyncio's {@code n_waiting}).
   *
   * @return less than {@link #parties}
   */
  public int waiting() {
    return core.arrived();
  }

  /**
   * Whether it was aborted (asyncio's {@code broken}).
   *
   * @return true until {@link #reset}
   */
  public boolean isBroken() {
    return core.isBroken();
  }

  @Override
  public String toString() {
    return "AsyncBarrier[%s]"
        .formatted(isBroken() ? "broken" : core.arrived() + " of " + parties + " arrived");
  }
}
