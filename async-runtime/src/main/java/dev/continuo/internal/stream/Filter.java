package dev.continuo.internal.stream;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code filter}. */
final class Filter<T extends @Nullable Object> extends Stage<T, T> {

  private final Predicate<? super T> predicate;

  Filter(Pull<? extends T> source, Predicate<? super T> predicate) {
    super(source);
    this.predicate = predicate;
  }

  @Override
  @Nullable Object accept(T element) {
    return predicate.test(element) ? element : DROPPED;
  }

  @Override
  String operator() {
    return "filter";
  }
}
