package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** A coroutine that awaits one object of the user, so that it can be a task. */
final class AwaitFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

  private final Object awaited;

  AwaitFrame(Object awaited) {
    this.awaited = awaited;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    return state == STARTED ? await(awaited, driver, 1) : driver.result();
  }

  @Override
  protected String function() {
    return "ensureFuture";
  }
}
