package dev.continuo.samples.radio.sink;

import java.io.IOException;

/** Sound could not be written; the message says where. The source of the sound is not to blame. */
public final class OutputException extends IOException {

  private static final long serialVersionUID = 1L;

  OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
