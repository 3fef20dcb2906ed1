package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.time.Duration;
import java.util.Objects;
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
    this.duration = Objects.requireNonNull(duration, "duration");
    this.result = result;
    track();
  }

  /** {@code await(sleep(duration))}, for which no coroutine is needed. */
  public static Object await(Duration duration, Driver driver) {
    LoopDriver onLoop = LoopDriver.of(driver);
    if (duration.isNegative() || duration.isZero()) {
      return onLoop.suspendTaskForATurn();
    }
    onLoop.loop.beforeSleep(duration);
    return onLoop.suspendTaskOn(Sleeping.ASLEEP);
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) { // its turn has come; or it was started by the driver itself
      var unused = driver.result();
      return result;
    }
    Object suspended = await(duration, driver);
    if (result == null) {
      state = FINISHED;
    } else {
      driver.suspended(this, 1);
    }
    return suspended;
  }

  @Override
  protected String function() {
    return "sleep";
  }
}
