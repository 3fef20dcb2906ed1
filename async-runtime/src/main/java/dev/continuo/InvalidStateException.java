package dev.continuo;

/**
 * A future is not in the state that the call needs: completing one that is done, or reading the
 * result of one that is not (asyncio's {@code InvalidStateError}).
 */
public final class InvalidStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what was asked of the future, and its state
   */
  public InvalidStateException(String message) {
    super(message);
  }
}
