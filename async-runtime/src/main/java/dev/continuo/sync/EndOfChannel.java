package dev.continuo.sync;

/**
 * An item is to be received from a memory channel that has no more, as all sending ends were closed
 * (Trio's {@code EndOfChannel}).
 */
public final class EndOfChannel extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which channel
   */
  public EndOfChannel(String message) {
    super(message);
  }
}
