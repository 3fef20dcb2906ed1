package dev.continuo.process;

import java.io.IOException;

/** A process ended with another exit code than 0: subprocess's {@code CalledProcessError}. */
public final class ProcessFailedException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int MOST_TEXT = 2000;
  private static final int FIRST_SIGNAL = 128;
  private static final int MOST_SIGNAL = 64;

  /** What it has printed; not serialized. */
  private final transient ProcessResult result;

  ProcessFailedException(String command, ProcessResult result) {
    super(message(command, result));
    this.result = result;
  }

  private static String message(String command, ProcessResult result) {
    int code = result.exitCode();
    StringBuilder text = new StringBuilder(command).append(" failed with exit code ").append(code);
    if (code > FIRST_SIGNAL && code <= FIRST_SIGNAL + MOST_SIGNAL) {
      text.append(" (perhaps killed by signal ").append(code - FIRST_SIGNAL).append(')');
    }
    String errors = result.stderrText().strip();
    if (!errors.isEmpty()) {
      text.append(": ");
      if (errors.length() > MOST_TEXT) {
        text.append("… ");
      }
      text.append(errors, Math.max(0, errors.length() - MOST_TEXT), errors.length());
    }
    return text.toString();
  }

  /**
   * How it ended and what it has printed.
   *
   * @return the result; null after deserialization
   */
  public ProcessResult result() {
    return result;
  }
}
