package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** {@code collect(Collector)}. */
public final class Collecting<
        T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
    extends Drain<T, R> {

  private final Collector<? super T, A, R> collector;
  private final BiConsumer<A, ? super T> accumulator;
  private @Nullable A container;
  private boolean isMade;

  /** Makes the coroutine. */
  public Collecting(AsyncIterable<? extends T> elements, Collector<? super T, A, R> collector) {
    super(elements);
    this.collector = Objects.requireNonNull(collector);
    this.accumulator = collector.accumulator();
  }

  /** Made when it is first needed, so that what it throws comes through the coroutine. */
  @SuppressWarnings("NullAway") // null only if the collector says so
  private A container() {
    if (!isMade) {
      container = collector.supplier().get();
      isMade = true;
    }
    return container;
  }

  @Override
  @Nullable Object accept(T element) {
    accumulator.accept(container(), element);
    return null;
  }

  @Override
  @Nullable Object finish() {
    return collector.finisher().apply(container());
  }

  @Override
  String operator() {
    return "collect";
  }
}
