package dev.continuo.sync;

/**
 * An item is to be sent through a memory channel that nobody can receive from any more, as all
 * receiving ends were closed (Trio's {@code BrokenResourceError}).
 */
public final class BrokenChannel extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which channel
   */
  public BrokenChannel(String message) {
    super(message);
  }
}
