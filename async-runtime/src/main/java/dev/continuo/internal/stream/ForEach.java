package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code forEach}. */
public final class ForEach<T extends @Nullable Object> extends Drain<T, @Nullable Void> {

  private final Consumer<? super T> action;

  /** Makes the coroutine. */
  public ForEach(AsyncIterable<? extends T> elements, Consumer<? super T> action) {
    super(elements);
    this.action = Objects.requireNonNull(action);
  }

  @Override
  @Nullable Object accept(T element) {
    action.accept(element);
    return null;
  }

  @Override
  @Nullable Object finish() {
    return null;
  }

  @Override
  String operator() {
    return "forEach";
  }
}
