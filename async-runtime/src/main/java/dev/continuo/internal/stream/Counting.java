package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import org.jspecify.annotations.Nullable;

/** {@code count}. */
public final class Counting extends Drain<@Nullable Object, Long> {

  private long count;

  /** Makes the coroutine. */
  public Counting(AsyncIterable<?> elements) {
    super(elements);
  }

  @Override
  @Nullable Object accept(@Nullable Object element) {
    count++;
    return null;
  }

  @Override
  Long finish() {
    return count;
  }

  @Override
  String operator() {
    return "count";
  }
}
