package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong where no caller could be told: asyncio's context dict for exception handlers.
 *
 * @param message what happened, for example "Exception in callback"
 * @param exception the failure, if there is one
 * @param future the future or task that it is about, if any
 * @param handle the callback that it is about, if any
 */
public record ExceptionContext(
    String message,
    @Nullable Throwable exception,
    @Nullable AsyncFuture<?> future,
    @Nullable Handle handle) {

  /**
   * A context with a message and a failure only.
   *
   * @param message what happened
   * @param exception the failure
   */
  public ExceptionContext(String message, @Nullable Throwable exception) {
    this(message, exception, null, null);
  }
}
