package dev.continuo.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/**
 * The calls of {@link HandNested} that do not suspend, with the protocol that works for every type:
 * the result is an object, or a marker that says that the call was suspended.
 */
public final class HandNestedBoxed {

  private static final Object SUSPENDED = new Object();

  /** Makes the branches of a suspension possible. */
  private @Nullable Object suspended;

  /** Sums up {@code count} calls of which none suspends. */
  public int run(int count, int depth) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      Object result = nested(depth, i & 63, false);
      if (result == SUSPENDED) {
        throw new IllegalStateException("suspended");
      }
      sum += (Integer) result;
    }
    return sum;
  }

  private Object nested(int depth, int x, boolean suspends) {
    if (depth == 1) {
      if (suspends) {
        suspended = this;
        return SUSPENDED;
      }
      return x;
    }
    Object result = nested(depth - 1, x, suspends);
    return result == SUSPENDED ? result : (Integer) result + 1;
  }
}
