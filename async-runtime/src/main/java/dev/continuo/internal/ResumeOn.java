package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Moves a chain that runs without a loop to an executor, for good. */
public final class ResumeOn extends RuntimeFrame<Void> {

  final Executor executor;

  /** Makes the awaitable of {@code resumeOn(executor)}. */
  public ResumeOn(Executor executor) {
    this.executor = executor;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      return driver.result();
    }
    if (!(driver instanceof EagerDriver eager)) {
      throw new IllegalStateException(
          "resumeOn moves a CompletableFuture method that runs without an event loop; a task stays"
              + " on its loop: use toThread for a blocking call");
    }
    driver.suspended(this, 1);
    return eager.suspendOn(this);
  }

  @Override
  protected String function() {
    return "resumeOn";
  }
}
