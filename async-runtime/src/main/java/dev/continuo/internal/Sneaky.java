package dev.continuo.internal;

/**
 * Throws checked exceptions where the signature does not name them: failures arrive as they are.
 */
public final class Sneaky {
  private Sneaky() {}

  /** Throws {@code failure}; the result type lets callers write {@code throw rethrow(t)}. */
  public static RuntimeException rethrow(Throwable failure) {
    Sneaky.<RuntimeException>raise(failure);
    throw new AssertionError(failure); // not reached
  }

  @SuppressWarnings("unchecked") // erased: the cast does nothing, which is the point
  private static <X extends Throwable> void raise(Throwable failure) throws X {
    throw (X) failure;
  }
}
