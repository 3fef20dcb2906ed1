package dev.continuo.internal.stream;

import dev.continuo.AsyncFuture;
import dev.continuo.AsyncIterable;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code merge} and {@code buffer}: elements in the order in which they arrived. A source is not
 * asked while as many of its elements as the capacity wait for the consumer.
 */
class Merge<T extends @Nullable Object> extends Junction<T> {

  /** In place of null, which the queue does not take. */
  private static final Object NULL = new Object();

  private final String operator;
  private final List<? extends AsyncIterable<?>> sources;
  private final int capacity;

  /** A feeder, then what it brought, and so on: no object per element. */
  private final ArrayDeque<Object> arrived = new ArrayDeque<>();

  /** {@code merge}; the feeders start the iterations. */
  Merge(List<? extends AsyncIterable<?>> sources) {
    this("merge", sources, null, 1);
  }

  /** {@code buffer}. */
  Merge(Pull<?> source, int capacity) {
    this("buffer", List.of(), source, capacity);
  }

  /** {@code flatMerge}. */
  Merge(Pull<?> outer) {
    this("flatMerge", List.of(), outer, 1);
  }

  private Merge(
      String operator,
      List<? extends AsyncIterable<?>> sources,
      @Nullable Pull<?> started,
      int capacity) {
    super(started);
    this.operator = operator;
    this.sources = sources;
    this.capacity = capacity;
  }

  @Override
  final void startFeeders() {
    super.startFeeders();
    sources.forEach(source -> feedFrom(new Feeder(source, this)));
  }

  @Override
  final @Nullable Object take() {
    if (arrived.isEmpty()) {
      return NOTHING;
    }
    Feeder feeder = (Feeder) arrived.remove();
    Object element = arrived.remove();
    feeder.held--;
    makeRoom(feeder);
    return element == NULL ? null : element;
  }

  @Override
  void put(Feeder feeder, @Nullable Object element) throws Throwable {
    feeder.held++;
    arrived.add(feeder);
    arrived.add(element == null ? NULL : element);
    wake();
  }

  @Override
  final @Nullable Object room(Feeder feeder) {
    if (hasRoom(feeder)) {
      return null;
    }
    AsyncFuture<@Nullable Void> room = loop().createFuture();
    feeder.room = room;
    return room;
  }

  boolean hasRoom(Feeder feeder) {
    return feeder.held < capacity;
  }

  @Override
  final String operator() {
    return Objects.requireNonNull(operator);
  }
}
