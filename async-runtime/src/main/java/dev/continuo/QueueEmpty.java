package dev.continuo;

/**
 * An item was asked for at once, and {@link dev.continuo.sync.AsyncQueue} has none (asyncio's
 * {@code QueueEmpty}).
 */
public final class QueueEmpty extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which queue
   */
  public QueueEmpty(String message) {
    super(message);
  }
}
