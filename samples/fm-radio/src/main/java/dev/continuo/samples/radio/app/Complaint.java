package dev.continuo.samples.radio.app;

import dev.continuo.DeadlineExceededException;
import dev.continuo.samples.radio.file.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is said of a failure: what, where, and if somebody can do something about it, what. */
final class Complaint {

  private Complaint() {}

  /**
   * A line for the failure, and one for each that came while that was dealt with.
   *
   * @throws IllegalStateException if it is our mistake, with the failure as its cause; or the
   *     failure itself, if it is unchecked
   */
  static List<String> lines(Throwable failure) {
    if (!isExpected(failure)) {
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(failure);
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(failure));
    lines.addAll(suppressed(failure));
    return lines;
  }

  /** The lines of those that came beside a failure. */
  static List<String> suppressed(Throwable failure) {
    List<String> lines = new ArrayList<>();
    for (Throwable each : failure.getSuppressed()) {
      lines.add("and " + line(each));
      lines.addAll(suppressed(each));
    }
    return lines;
  }

  private static boolean isExpected(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof IllegalArgumentException
        || failure instanceof DeadlineExceededException;
  }

  private static String line(Throwable failure) {
    Throwable cause = failure;
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      cause = failure.getCause();
    }
    if (cause instanceof DeadlineExceededException) {
      return "no answer in time";
    }
    if (cause instanceof FileSystemException e) {
      return Objects.requireNonNullElse(e.getFile(), "a file") + ": " + Reason.of(e);
    }
    String message = String.valueOf(cause.getMessage());
    return message.contains(" ") ? message : cause.getClass().getSimpleName() + ": " + message;
  }
}
