package dev.continuo.internal;

import dev.continuo.AsyncCallable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code withTimeout}: the body in a scope that throws when its deadline passed. */
public final class WithTimeout<T extends @Nullable Object> extends LimitedFrame<T> {

  private final AsyncCallable<T> body;

  /** Makes the coroutine of {@code withTimeout(limit, body)}. */
  public WithTimeout(@Nullable Duration limit, AsyncCallable<T> body) {
    super(limit);
    this.body = body;
  }

  @Override
  Object awaited() throws Exception {
    return body.call();
  }

  @Override
  protected String function() {
    return "withTimeout";
  }
}
