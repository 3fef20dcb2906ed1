package dev.continuo;

/**
 * {@link dev.continuo.sync.AsyncQueue} takes no more items, or gives none any more, as it was shut
 * down (asyncio's {@code QueueShutDown}).
 */
public final class QueueShutDown extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which queue
   */
  public QueueShutDown(String message) {
    super(message);
  }
}
