package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/** A second {@code next()} that a program holds beside one that it has not awaited to its end. */
final class NextCall<T extends @Nullable Object> extends RuntimeFrame<T> {

  private final NextStep<T> step;

  NextCall(NextStep<T> step) {
    this.step = step;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    return state == STARTED ? await(step.again(), driver, 1) : driver.result();
  }

  @Override
  protected String function() {
    return "next";
  }

  @Override
  protected String type() {
    return "AsyncIterator";
  }
}
