package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * Thrown into a task's body at a suspension point when the task was cancelled.
 *
 * <pre>{@code
 * try {
 *   await(work());
 * } finally {
 *   await(cleanUp());                // runs on cancellation too, and may await
 * }
 * }</pre>
 *
 * <p>It is an Error so that {@code catch (Exception e)} does not swallow it. Code that catches it
 * should throw it again. It carries no stack of the JVM: nothing ran when it was made. Its trace
 * shows the methods that were awaiting.
 */
public final class CancelledError extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes an error without a message. */
  public CancelledError() {
    super();
  }

  /**
   * Makes an error with the message given to {@link AsyncFuture#cancel}.
   *
   * @param message the message, or null
   */
  public CancelledError(@Nullable String message) {
    super(message);
  }

  /**
   * Does nothing: the loop's own stack would say nothing, and walking it costs microseconds.
   *
   * @return this
   */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is no state to guard
  public Throwable fillInStackTrace() {
    return this;
  }
}
