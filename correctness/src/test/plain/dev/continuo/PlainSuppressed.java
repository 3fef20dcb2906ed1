package dev.continuo;

/**
 * What the plain side does where a try-with-resources adds the failure of a close to the exception
 * that is pending: a cancellation goes before that exception, as it must not be lost with it.
 */
public final class PlainSuppressed {
  private PlainSuppressed() {}

  /** What is thrown on. */
  public static Throwable add(Throwable pending, Throwable ofClose) {
    if (ofClose instanceof CancelledError && !(pending instanceof CancelledError)) {
      ofClose.initCause(pending);
      return ofClose;
    }
    pending.addSuppressed(ofClose);
    return pending;
  }
}
