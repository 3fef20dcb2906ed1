package dev.continuo;

import java.io.IOException;

/** No separator came within the limit of a stream: asyncio's {@code LimitOverrunError}. */
public final class LimitOverrunException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How many bytes are certainly before the separator. */
  private final int consumed;

  /**
   * Makes an exception.
   *
   * @param message what was longer than which limit
   * @param consumed how many bytes are certainly before the separator
   */
  public LimitOverrunException(String message, int consumed) {
    super(message);
    this.consumed = consumed;
  }

  /**
   * How many bytes can be skipped without skipping a part of the separator.
   *
   * @return the number of bytes
   */
  public int consumed() {
    return consumed;
  }
}
