package dev.continuo.internal;

import dev.continuo.DeadlineExceededException;
import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that awaits one thing in a {@link TimeoutScope}.
 *
 * <pre>
 *   scope = timeout(limit)
 *   try { return await(awaited()) }
 *   finally { scope.leave(pending) }         // perhaps with an exception in place of the pending one
 * </pre>
 */
abstract class LimitedFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

  static final int AWAITS_IN_SCOPE = 1;

  final @Nullable Duration limit;
  private @Nullable TimeoutScope scope;

  LimitedFrame(@Nullable Duration limit) {
    this.limit = limit;
  }

  /** What is awaited; asked for in the scope. */
  abstract Object awaited() throws Exception;

  /** What becomes of a deadline that passed. */
  @Nullable Object over(DeadlineExceededException reason) {
    throw reason;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    TimeoutScope entered = scope;
    if (entered == null) {
      entered = TimeoutScope.within(LoopDriver.of(driver).loop, limit);
      scope = entered;
    }
    Object result;
    try {
      result = state == STARTED ? await(awaited(), driver, AWAITS_IN_SCOPE) : driver.result();
    } catch (Throwable t) {
      Await.caught(t, driver);
      DeadlineExceededException reason = entered.leave(t);
      if (reason != null) {
        return over(reason);
      }
      throw t;
    }
    if (result != Driver.SUSPENDED) {
      entered.leave(null);
    }
    return result;
  }
}
