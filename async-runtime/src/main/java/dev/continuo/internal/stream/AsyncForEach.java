package dev.continuo.internal.stream;

import dev.continuo.AsyncFunction;
import dev.continuo.AsyncIterable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code forEachAsync}. */
public final class AsyncForEach<T extends @Nullable Object> extends Drain<T, @Nullable Void> {

  private final AsyncFunction<? super T, ?> action;

  /** Makes the coroutine. */
  public AsyncForEach(AsyncIterable<? extends T> elements, AsyncFunction<? super T, ?> action) {
    super(elements);
    this.action = Objects.requireNonNull(action);
  }

  @Override
  Object accept(T element) throws Exception {
    return Objects.requireNonNull(action.apply(element), "the action of forEachAsync gave null");
  }

  @Override
  @Nullable Object finish() {
    return null;
  }

  @Override
  String operator() {
    return "forEachAsync";
  }
}
