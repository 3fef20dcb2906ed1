package dev.continuo.internal;

/** Stands for what the next commits bring. */
public final class Unfinished {
  private Unfinished() {}

  /**
   * Fails.
   *
   * @param <T> any type
   * @param type any class
   * @return never
   */
  public static <T> T body(Class<T> type) {
    if (type != null) {
      throw new UnsupportedOperationException(type.getName());
    }
    throw new UnsupportedOperationException();
  }
}
