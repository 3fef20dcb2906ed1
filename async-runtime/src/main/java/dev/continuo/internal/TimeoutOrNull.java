package dev.continuo.internal;

import dev.continuo.AsyncCallable;
import dev.continuo.DeadlineExceededException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code timeoutOrNull}: the body in a scope that gives null when its own deadline passed. */
public final class TimeoutOrNull<T extends @Nullable Object> extends LimitedFrame<@Nullable T> {

  private final AsyncCallable<T> body;

  /** Makes the coroutine of {@code timeoutOrNull(limit, body)}. */
  public TimeoutOrNull(@Nullable Duration limit, AsyncCallable<T> body) {
    super(limit);
    this.body = body;
  }

  @Override
  Object awaited() throws Exception {
    return body.call();
  }

  @Override
  @Nullable Object over(DeadlineExceededException reason) {
    Throwable failure = CleanupFailure.of(reason.getCause());
    if (failure != null) {
      throw Sneaky.rethrow(failure);
    }
    return null;
  }

  @Override
  protected String function() {
    return "timeoutOrNull";
  }
}
