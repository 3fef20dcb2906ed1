package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code takeWhile}. */
final class TakeWhile<T extends @Nullable Object> extends Stage<T, T> {

  private final Predicate<? super T> predicate;

  TakeWhile(Pull<? extends T> source, Predicate<? super T> predicate) {
    super(source);
    this.predicate = predicate;
  }

  @Override
  @Nullable Object accept(T element) {
    return predicate.test(element) ? element : Driver.ENDED;
  }

  @Override
  String operator() {
    return "takeWhile";
  }
}
