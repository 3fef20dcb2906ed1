package dev.continuo.internal;

import dev.continuo.AsyncGenerator;
import dev.continuo.Awaitable;
import dev.continuo.coroutine.GeneratorFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link AsyncGenerator}. What users hold: when nobody does any more, the loop closes
 * the {@link GeneratorCore} behind it.
 */
public final class LoopGenerator<T extends @Nullable Object> implements AsyncGenerator<T> {

  final GeneratorCore core;

  /** Makes the generator of a body that was not started. */
  public LoopGenerator(GeneratorFrame<T> body) {
    this.core = new GeneratorCore(body);
  }

  @Override
  public Awaitable<T> next() {
    return new GeneratorStep<>(this, "next", null, null);
  }

  @Override
  public Awaitable<T> send(@Nullable Object value) {
    return new GeneratorStep<>(this, "send", value, null);
  }

  @Override
  public Awaitable<T> throwInto(Throwable failure) {
    return new GeneratorStep<>(this, "throwInto", null, Objects.requireNonNull(failure));
  }

  @Override
  public Awaitable<@Nullable Void> closeAsync() {
    return new GeneratorClose(this, core);
  }

  @Override
  public String toString() {
    return "async generator " + core.name();
  }
}
