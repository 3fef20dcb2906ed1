package dev.continuo;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.TimeAdvance;
import dev.continuo.internal.VirtualClock;
import java.time.Duration;

/**
 * What a test does with the clock of a loop made by {@link EventLoop#virtualTime()} or {@link
 * Runner#virtualTime()}.
 *
 * <pre>{@code
 * VirtualTime time = VirtualTime.of(EventLoop.running()).autoJump(false);
 * Task<Void> poller = createTask(pollEvery(ofSeconds(10)));
 * await(time.advanceTimeBy(ofSeconds(25)));      // the poller has polled at 0, 10 and 20 seconds
 * }</pre>
 *
 * <p>By itself such a clock jumps to the next timer whenever nothing is ready. With {@link
 * #autoJump} off it moves by {@link #advanceTimeBy} only; then a program in which everybody waits
 * for a time that does not come fails at once, with the report of a deadlock that names the next
 * timer.
 *
 * <p>Used by the thread of the loop.
 */
public final class VirtualTime {

  private final DefaultLoop loop;
  private final VirtualClock clock;

  private VirtualTime(DefaultLoop loop, VirtualClock clock) {
    this.loop = loop;
    this.clock = clock;
  }

  /**
   * The time of a loop.
   *
   * @param loop a loop on a virtual clock
   * @return its time
   * @throws IllegalArgumentException if the loop has another clock
   */
  public static VirtualTime of(EventLoop loop) {
    VirtualClock clock = loop instanceof DefaultLoop known ? known.virtualClock() : null;
    if (clock == null) {
      throw new IllegalArgumentException("this event loop has no virtual clock: " + loop);
    }
    return new VirtualTime((DefaultLoop) loop, clock);
  }

  /**
   * How much time has passed.
   *
   * @return the time since the loop was made
   */
  public Duration now() {
    return Duration.ofNanos(clock.now());
  }

  /**
   * Says whether the clock jumps to the next timer by itself when nothing is ready, as it does at
   * first.
   *
   * @param on on or off
   * @return this
   */
  public VirtualTime autoJump(boolean on) {
    clock.jumps(on);
    return this;
  }

  /**
   * Moves the time on, step by step: every timer that is due on the way, or at the end, fires at
   * its time, and what it wakes runs until nothing is left to do. Then the caller goes on. It does
   * not wait for what is at work outside the loop.
   *
   * @param duration how far; zero is {@link #runUntilAllBlocked}
   * @return a coroutine to be awaited in this loop; cancelling it leaves the time where it is
   * @throws IllegalArgumentException if the duration is negative
   */
  public Coroutine<Void> advanceTimeBy(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + duration);
    }
    return new TimeAdvance(loop, clock, duration, "advanceTimeBy");
  }

  /**
   * Waits, without moving the time, until every other task waits for something: a later time, a
   * future that is not done, a call in another thread. It is Trio's {@code wait_all_tasks_blocked}.
   *
   * @return a coroutine to be awaited in this loop
   */
  public Coroutine<Void> runUntilAllBlocked() {
    return new TimeAdvance(loop, clock, Duration.ZERO, "runUntilAllBlocked");
  }

  @Override
  public String toString() {
    return "VirtualTime[" + now() + "]";
  }
}
