package dev.continuo.internal.stream;

import dev.continuo.AsyncFuture;
import dev.continuo.AsyncIterable;
import dev.continuo.Task;
import org.jspecify.annotations.Nullable;

/** The body of a task that asks a source for its elements and hands them to a {@link Junction}. */
final class Feeder extends Drain<@Nullable Object, @Nullable Void> {

  private final Junction<?> target;

  /** How many of its elements the consumer has not taken yet; kept by the target. */
  int held;

  /** What it waits for when the target has no room; kept by the target. */
  @Nullable AsyncFuture<@Nullable Void> room;

  /** The task that runs this. */
  @Nullable Task<?> task;

  /** Of a source that the chain has started. */
  @SuppressWarnings("unchecked") // elements are only read
  Feeder(Pull<?> source, Junction<?> target) {
    super((Pull<@Nullable Object>) source);
    this.target = target;
  }

  /** Of a source that the task starts. */
  Feeder(AsyncIterable<?> source, Junction<?> target) {
    super(source);
    this.target = target;
  }

  @Override
  @Nullable Object ready() {
    return target.isOver() ? ENOUGH : target.room(this);
  }

  @Override
  @Nullable Object accept(@Nullable Object element) throws Throwable {
    if (target.isOver()) {
      return ENOUGH;
    }
    target.put(this, element);
    return null;
  }

  @Override
  @Nullable Object finish() {
    return null;
  }

  @Override
  String operator() {
    return "asyncIterator";
  }
}
