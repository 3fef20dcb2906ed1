package dev.continuo;

import java.io.EOFException;

/** The input ended before a read had all it asked for: asyncio's {@code IncompleteReadError}. */
public final class IncompleteReadException extends EOFException {
  private static final long serialVersionUID = 1L;

  /** What came before the end. */
  private final byte[] partial;

  /** How many bytes were asked for, or -1. */
  private final int expected;

  /**
   * Makes an exception.
   *
   * @param partial what came before the end; belongs to the exception from now on
   * @param expected how many bytes were asked for, or -1 if it was for a separator
   */
  public IncompleteReadException(byte[] partial, int expected) {
    super(
        partial.length
            + " bytes read, and then the input ended; expected were "
            + (expected < 0 ? "a separator" : expected + " bytes"));
    this.partial = partial;
    this.expected = expected;
  }

  /**
   * What came before the end.
   *
   * @return a copy of the bytes
   */
  public byte[] partial() {
    return partial.clone();
  }

  /**
   * How many bytes were asked for.
   *
   * @return the number, or -1 if it was not known
   */
  public int expected() {
    return expected;
  }
}
