package dev.continuo;

/** What {@link AsyncIterator#next} fails with after the last element. */
public final class StopAsyncIteration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the signal; it carries no stack, as it is not an error. */
  public StopAsyncIteration() {
    super(null, null, false, false);
  }
}
