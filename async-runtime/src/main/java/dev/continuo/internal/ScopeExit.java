package dev.continuo.internal;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncScope;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * The end of a try-with-resources over an {@link AsyncCloseable}.
 *
 * <pre>
 *   normally:              r = await(scope.exit(null)); if (r != null) throw r
 *                          await(resource.closeAsync())
 *   because of pending:    r = await(scope.exit(pending)); result: r, or pending if that is null
 *                          await(resource.closeAsync()); result: pending
 *                            which fails with pending itself? result: pending, as it cannot be
 *                            added to its own suppressed exceptions
 * is cancelled? result: the CancelledError. As a suppressed exception
 * of one that the program goes on from, the cancellation would be lost
 * </pre>
 */
public final class ScopeExit<T extends @Nullable Object> extends RuntimeFrame<T> {

  private static final Awaitable<?> CLOSED = Continuo.value(true);

  private final AsyncCloseable resource;
  private final @Nullable Throwable pending;

  private ScopeExit(AsyncCloseable resource, @Nullable Throwable pending) {
    this.resource = resource;
    this.pending = pending;
  }

  /** What {@code AsyncScope.closeAsync()} is. */
  public static Awaitable<@Nullable Void> normally(AsyncScope scope) {
    return new ScopeExit<>(scope, null);
  }

  /**
   * An awaitable that is done when {@code resource} is closed after a block that ended normally.
   */
  public static Awaitable<?> normally(AsyncCloseable resource) {
    return resource instanceof AsyncScope scope ? normally(scope) : resource.closeAsync();
  }

  /** An awaitable of the exception to throw when {@code pending} has left the block. */
  public static Awaitable<Throwable> because(AsyncCloseable resource, Throwable pending) {
    return new ScopeExit<>(resource, pending);
  }

  /** {@link #normally} for what may be closed at once. */
  public static Awaitable<?> normallyAny(AutoCloseable resource) throws Exception {
    if (resource instanceof AsyncCloseable async) {
      return normally(async);
    }
    resource.close();
    return CLOSED;
  }

  /** {@link #because} for what may be closed at once. */
  public static Awaitable<Throwable> becauseAny(AutoCloseable resource, Throwable pending)
      throws Exception {
    if (resource instanceof AsyncCloseable async) {
      return because(async, pending);
    }
    resource.close();
    return Continuo.value(pending);
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result;
    try {
      if (state != STARTED) {
        result = driver.result();
      } else if (resource instanceof AsyncScope scope) {
        result = await(scope.exit(pending), driver, 1);
      } else {
        result = await(resource.closeAsync(), driver, 1);
      }
    } catch (Throwable t) {
      if (t == pending) {
        return pending;
      }
      if (t instanceof CancelledError error
          && pending != null
          && !(pending instanceof CancelledError)) {
        CleanupFailure.replaces(error, pending);
        return error;
      }
      throw t;
    }
    if (result == Driver.SUSPENDED) {
      return result;
    }
    return resource instanceof AsyncScope ? outcome((Throwable) result) : pending;
  }

  private @Nullable Throwable outcome(@Nullable Throwable replacement) throws Throwable {
    if (pending != null) {
      return replacement != null ? replacement : pending;
    }
    if (replacement != null) {
      throw replacement;
    }
    return null;
  }

  @Override
  protected String function() {
    return "close";
  }
}
