package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** {@code yieldNow}. It does not link itself into the chain that suspends, see {@link Sleep}. */
public final class YieldNow extends RuntimeFrame<@Nullable Void> {

  /** Makes a coroutine that ends in the next turn of the loop. */
  public YieldNow() {}

  /** {@code await(yieldNow())}, for which no coroutine is needed. */
  public static Object await(Driver driver) {
    return LoopDriver.of(driver).suspendTaskForATurn();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) { // it was started by the driver itself
      return driver.result();
    }
    state = FINISHED;
    return await(driver);
  }

  @Override
  protected String function() {
    return "yieldNow";
  }
}
