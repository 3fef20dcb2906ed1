package dev.continuo.internal.stream;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code map}. */
final class Mapping<S extends @Nullable Object, T extends @Nullable Object> extends Stage<S, T> {

  private final Function<? super S, ? extends T> function;

  Mapping(Pull<? extends S> source, Function<? super S, ? extends T> function) {
    super(source);
    this.function = function;
  }

  @Override
  @Nullable Object accept(S element) {
    return function.apply(element);
  }

  @Override
  String operator() {
    return "map";
  }
}
