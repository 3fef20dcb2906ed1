package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code sleep}.
 *
 * <p>A frame without a result of its own does not link itself into the chain that suspends: only
 * the caller needs to be resumed, and this object is garbage at once.
 */
public final class Sleep<T extends @Nullable Object> extends RuntimeFrame<T> {

  private final Duration duration;
  private final @Nullable Object result;

  /** Makes a coroutine that gives {@code result} after {@code duration}. */
  public Sleep(Duration duration, @Nullable Object result) {
    super(true);
    this.duration = duration;
    this.result = result;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) { // its turn has come; or it was started by the driver itself
      var unused = driver.result();
      return result;
    }
    LoopDriver onLoop = LoopDriver.of(driver);
    if (result == null) {
      state = FINISHED;
    } else {
      driver.suspended(this, 1);
    }
    if (duration.isNegative() || duration.isZero()) {
      return onLoop.suspendTaskForATurn();
    }
    onLoop.loop.beforeSleep(duration);
    return onLoop.suspendTaskOn(Sleeping.ASLEEP);
  }

  @Override
  protected String function() {
    return "sleep";
  }
}
