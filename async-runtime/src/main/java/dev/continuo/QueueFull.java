package dev.continuo;

/**
 * An item was to be put at once, and {@link dev.continuo.sync.AsyncQueue} has no place (asyncio's
 * {@code QueueFull}).
 */
public final class QueueFull extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which queue
   */
  public QueueFull(String message) {
    super(message);
  }
}
