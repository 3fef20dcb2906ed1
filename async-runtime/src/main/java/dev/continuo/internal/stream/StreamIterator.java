package dev.continuo.internal.stream;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import org.jspecify.annotations.Nullable;

/** What programs get from {@code asyncIterator()} of a chain of operators. */
final class StreamIterator<T extends @Nullable Object> implements AsyncIterator<T>, AsyncCloseable {

  private final NextStep<T> step;

  StreamIterator(Pull<T> source) {
    this.step = new NextStep<>(source);
  }

  @Override
  public Awaitable<T> next() {
    return step.handOut();
  }

  /** {@link #next} for a consumer of this runtime, which awaits it once and at once. */
  Awaitable<T> reusedNext() {
    return step.again();
  }

  @Override
  public Awaitable<@Nullable Void> closeAsync() {
    return new Closing(step, null);
  }
}
