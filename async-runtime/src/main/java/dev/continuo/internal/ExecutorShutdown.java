package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code shutdownDefaultExecutor}: the wait is a thread's, so that the loop goes on meanwhile. */
final class ExecutorShutdown extends RuntimeFrame<Void> {

  private final BlockingCalls calls;
  private final Duration timeout;

  ExecutorShutdown(BlockingCalls calls, Duration timeout) {
    this.calls = calls;
    this.timeout = timeout;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      return driver.result();
    }
    DefaultLoop loop = LoopDriver.of(driver).loop;
    if (!calls.shutDown()) {
      return null;
    }
    ExecutorFuture<Void> joined =
        new ExecutorFuture<>(
            loop,
            () -> {
              calls.join(timeout);
              return null;
            },
            null);
    Thread thread = new Thread(joined, "continuo-executor-join");
    thread.setDaemon(true);
    thread.start();
    return await(joined, driver, 1);
  }

  @Override
  protected String function() {
    return "shutdownDefaultExecutor";
  }
}
