package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * A time limit passed before the work was done (asyncio's {@code TimeoutError}). Its cause is the
 * {@link CancelledError} that ended the work, if the work had started.
 */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which limit passed, or null
   * @param cause the CancelledError that ended the work, or null
   */
  public DeadlineExceededException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
