package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code VirtualTime.advanceTimeBy} and {@code runUntilAllBlocked}. */
public final class TimeAdvance extends RuntimeFrame<Void> {

  private final DefaultLoop loop;
  private final VirtualClock clock;
  private final Duration duration;
  private final String function;

  /** Makes the coroutine of {@code function}, which moves the clock of {@code loop}. */
  public TimeAdvance(DefaultLoop loop, VirtualClock clock, Duration duration, String function) {
    this.loop = loop;
    this.clock = clock;
    this.duration = duration;
    this.function = function;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      return driver.result();
    }
    if (LoopDriver.of(driver).loop != loop) {
      throw new IllegalStateException("this is the time of another event loop");
    }
    LoopFuture<Void> arrived = loop.newFuture();
    clock.wakeAt(loop.deadline(duration), arrived);
    return await(arrived, driver, 1);
  }

  @Override
  protected String type() {
    return "VirtualTime";
  }

  @Override
  protected String function() {
    return function;
  }
}
