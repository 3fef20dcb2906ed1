package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code findFirst}. */
public final class FindFirst<T extends @Nullable Object> extends Drain<T, Optional<T>> {

  private Optional<T> found = Optional.empty();

  /** Makes the coroutine. */
  public FindFirst(AsyncIterable<? extends T> elements) {
    super(elements);
  }

  @Override
  Object accept(T element) {
    found = Optional.of(Objects.requireNonNull(element, "the first element is null"));
    return ENOUGH;
  }

  @Override
  Optional<T> finish() {
    return found;
  }

  @Override
  String operator() {
    return "findFirst";
  }
}
