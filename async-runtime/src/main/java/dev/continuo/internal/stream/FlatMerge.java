package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code flatMerge}: the first feeder brings inner sources, each of which gets a feeder of its own.
 * The outer source is not asked while as many inner ones as the limit run.
 */
final class FlatMerge<S extends @Nullable Object, T extends @Nullable Object> extends Merge<T> {

  private final Function<? super S, ? extends AsyncIterable<? extends T>> function;
  private final int limit;
  private @Nullable Feeder outer;
  private int running;

  FlatMerge(
      Pull<? extends S> source,
      int limit,
      Function<? super S, ? extends AsyncIterable<? extends T>> function) {
    super(source);
    this.limit = limit;
    this.function = function;
  }

  @Override
  boolean hasRoom(Feeder feeder) {
    if (outer == null) {
      outer = feeder; // it is the only one that runs before there is an inner source
    }
    return feeder == outer ? running < limit : super.hasRoom(feeder);
  }

  @Override
  @SuppressWarnings("unchecked") // the outer source only gives elements of S
  void put(Feeder feeder, @Nullable Object element) throws Throwable {
    if (feeder != outer) {
      super.put(feeder, element);
      return;
    }
    AsyncIterable<? extends T> inner =
        Objects.requireNonNull(function.apply((S) element), "the function returned null");
    running++;
    feedFrom(new Feeder(inner, this));
  }

  @Override
  void ended(Feeder feeder, boolean failed) {
    if (feeder != outer && outer != null) {
      running--;
      makeRoom(outer);
    }
  }
}
