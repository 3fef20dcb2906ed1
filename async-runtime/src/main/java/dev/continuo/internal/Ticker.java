package dev.continuo.internal;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.coroutine.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code ticker(period)}. Every tick is computed from the first call, so that delays do not add up.
 *
 * <pre>
 *   begin ──period──▶ 0 ──period──▶ 1 ──period──▶ 2     asked for late, between 1 and 2: 1, at once;
 *                                                       0 is left out
 * </pre>
 */
public final class Ticker implements AsyncIterable<Long> {

  private final long period;

  /** Makes the source of {@code ticker(period)}. */
  public Ticker(Duration period) {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("period is " + period + ", must be positive");
    }
    this.period = BlockingCalls.saturatedNanos(period);
  }

  @Override
  public AsyncIterator<Long> asyncIterator() {
    return new Ticks();
  }

  private final class Ticks implements AsyncIterator<Long> {
    private boolean begun;
    private long begin;
    private long last = -1;

    @Override
    public Awaitable<Long> next() {
      return new Tick(this);
    }

    /** The number of the next tick, seen from {@code now}. */
    long number(long now) {
      if (!begun) {
        begun = true;
        begin = now;
      }
      long dueLast = (now - begin) / period - 1;
      return Math.max(last + 1, dueLast);
    }

    /** When it is due. */
    long due(long number) {
      return begin + (number + 1) * period;
    }
  }

  private static final class Tick extends RuntimeFrame<Long> {
    private final Ticks ticks;
    private long number;

    Tick(Ticks ticks) {
      this.ticks = ticks;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      Object result;
      if (state == STARTED) {
        long now = LoopDriver.of(driver).loop.time();
        number = ticks.number(now);
        Duration delay = Duration.ofNanos(ticks.due(number) - now);
        result = await(new Sleep<>(delay, number), driver, 1);
      } else {
        result = driver.result();
      }
      if (result != Driver.SUSPENDED) {
        ticks.last = number;
      }
      return result;
    }

    @Override
    protected String function() {
      return "ticker";
    }
  }
}
