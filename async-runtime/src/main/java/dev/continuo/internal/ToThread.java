package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** asyncio's to_thread: the call runs in the default executor, in a copy of the context. */
public final class ToThread<T extends @Nullable Object> extends RuntimeFrame<T> {

  private final Callable<? extends T> call;

  /** Makes the coroutine of {@code toThread(call)}. */
  public ToThread(Callable<? extends T> call) {
    this.call = call;
  }

  @Override
  @SuppressWarnings("unchecked") // the call only gives values of T
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      return driver.result();
    }
    DefaultLoop loop = LoopDriver.of(driver).loop;
    BoundContext context = BoundContext.copyOfCurrent();
    Callable<T> inContext = () -> context.call((Callable<T>) call);
    return await(loop.runInExecutor(null, inContext), driver, 1);
  }

  @Override
  protected String function() {
    return "toThread";
  }
}
