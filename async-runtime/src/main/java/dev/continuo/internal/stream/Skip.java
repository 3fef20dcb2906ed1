package dev.continuo.internal.stream;

import org.jspecify.annotations.Nullable;

/** {@code skip}. */
final class Skip<T extends @Nullable Object> extends Stage<T, T> {

  private long left;

  Skip(Pull<? extends T> source, long count) {
    super(source);
    this.left = count;
  }

  @Override
  @Nullable Object accept(T element) {
    if (left == 0) {
      return element;
    }
    left--;
    return DROPPED;
  }

  @Override
  String operator() {
    return "skip";
  }
}
