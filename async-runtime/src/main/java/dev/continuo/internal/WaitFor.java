package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Value;
import dev.continuo.coroutine.Driver;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * CPython 3.12's wait_for.
 *
 * <pre>
 *   timeout ≤ 0:  f = ensureFuture(x); if (!f.done()) { f.cancel(); await f to be done }
 *                 give f's result, or DeadlineExceededException if it was cancelled
 *   else:         withTimeout(timeout, () -> x)
 * </pre>
 */
public final class WaitFor<T extends @Nullable Object> extends LimitedFrame<T> {

  private static final int AWAITS_CANCELLED = AWAITS_IN_SCOPE + 1;

  private final Awaitable<? extends T> awaitable;
  private @Nullable LoopFuture<?> cancelled;

  /** Makes the coroutine of {@code waitFor(awaitable, timeout)}. */
  public WaitFor(Awaitable<? extends T> awaitable, @Nullable Duration timeout) {
    super(timeout);
    this.awaitable = awaitable;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    DefaultLoop loop = LoopDriver.of(driver).loop;
    if (state == AWAITS_CANCELLED) {
      var unused = driver.result();
      return outcomeOfCancelled();
    }
    if (awaitable instanceof Value<?> known) {
      return known.value();
    }
    if (state == STARTED && limit != null && (limit.isNegative() || limit.isZero())) {
      return cancelAndWait(loop, driver);
    }
    return super.resume(driver);
  }

  @Override
  Object awaited() {
    return awaitable;
  }

  private @Nullable Object cancelAndWait(DefaultLoop loop, Driver driver) throws Throwable {
    AsyncFuture<?> future = Futures.ensure(loop, awaitable);
    LoopFuture<?> inner = (LoopFuture<?>) future;
    cancelled = inner;
    if (inner.done()) {
      return outcomeOfDone(inner);
    }
    LoopFuture<Void> finished = loop.newFuture();
    inner.onDone(Follower.of(finished, "waitFor", done -> finished.complete(null)));
    inner.cancelInternally(null);
    Object result = await(finished, driver, AWAITS_CANCELLED);
    return result == Driver.SUSPENDED ? result : outcomeOfCancelled();
  }

  private static @Nullable Object outcomeOfDone(LoopFuture<?> inner) throws Throwable {
    Throwable failure = inner.takeFailure();
    if (failure != null) {
      throw failure;
    }
    return inner.value();
  }

  private @Nullable Object outcomeOfCancelled() throws Throwable {
    if (cancelled == null) {
      throw new IllegalStateException("waitFor has lost what it waited for");
    }
    try {
      return outcomeOfDone(cancelled);
    } catch (CancelledError e) {
      throw new DeadlineExceededException("the time limit passed", e);
    }
  }

  @Override
  protected String function() {
    return "waitFor";
  }
}
