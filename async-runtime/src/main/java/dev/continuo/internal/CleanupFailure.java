package dev.continuo.internal;

import dev.continuo.CancelledError;
import org.jspecify.annotations.Nullable;

/**
 * What happens to two failures of which one is a CancelledError or GeneratorExit. Java's
 * try-with-resources gives the failure of a close to the exception that is pending, as suppressed;
 * where that is one that the runtime itself has thrown and takes back, the failure must come out in
 * its place, as in Python.
 */
public final class CleanupFailure {
  private CleanupFailure() {}

  /**
   * What failed while {@code request} ran through a program's finally blocks and closes.
   *
   * @return the first failure, with the others as suppressed; or null
   */
  public static @Nullable Throwable of(@Nullable Throwable request) {
    Throwable first = null;
    for (Throwable failure : request == null ? new Throwable[0] : request.getSuppressed()) {
      if (failure instanceof CancelledError) {
        continue;
      }
      if (first == null) {
        first = failure;
      } else if (first != failure) {
        first.addSuppressed(failure);
      }
    }
    return first;
  }

  /** A cancellation comes while another exception is pending: it wins, and says what was before. */
  static void replaces(CancelledError cancellation, Throwable pending) {
    try {
      cancellation.initCause(pending);
    } catch (IllegalStateException hasACause) {
      cancellation.addSuppressed(pending);
    }
  }
}
