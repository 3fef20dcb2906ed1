package dev.continuo.internal.stream;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code dropWhile}. */
final class DropWhile<T extends @Nullable Object> extends Stage<T, T> {

  private final Predicate<? super T> predicate;
  private boolean isDropping = true;

  DropWhile(Pull<? extends T> source, Predicate<? super T> predicate) {
    super(source);
    this.predicate = predicate;
  }

  @Override
  @Nullable Object accept(T element) {
    if (isDropping && predicate.test(element)) {
      return DROPPED;
    }
    isDropping = false;
    return element;
  }

  @Override
  String operator() {
    return "dropWhile";
  }
}
