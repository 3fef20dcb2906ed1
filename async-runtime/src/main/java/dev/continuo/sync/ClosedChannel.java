package dev.continuo.sync;

/**
 * An end of a memory channel is used after it was closed, or was closed while a coroutine waited at
 * it (Trio's {@code ClosedResourceError}).
 */
public final class ClosedChannel extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which channel
   */
  public ClosedChannel(String message) {
    super(message);
  }
}
