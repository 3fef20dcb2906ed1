package dev.continuo.internal;

import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** {@code next()}, {@code send(value)} and {@code throwInto(failure)} of an async generator. */
final class GeneratorStep<T extends @Nullable Object> extends RuntimeFrame<T> {

  private final LoopGenerator<T> generator; // held: it must not be collected during its step
  private final String function;
  private final @Nullable Object value;
  private final @Nullable Throwable failure;

  GeneratorStep(
      LoopGenerator<T> generator,
      String function,
      @Nullable Object value,
      @Nullable Throwable failure) {
    this.generator = generator;
    this.function = function;
    this.value = value;
    this.failure = failure;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    GeneratorCore core = generator.core;
    Object element =
        state == STARTED
            ? core.begin(generator, driver, this, function, value, failure)
            : core.resume(driver, this);
    if (element == Driver.ENDED) {
      throw new StopAsyncIteration();
    }
    return element;
  }

  @Override
  public StackTraceElement location() {
    StackTraceElement place = generator.core.placeOfDelegation(state);
    return place != null ? place : super.location();
  }

  @Override
  protected String function() {
    return function == null ? "next" : function; // asked for while it is being made
  }

  @Override
  protected String type() {
    return "AsyncGenerator";
  }
}
