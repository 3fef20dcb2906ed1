package dev.continuo.internal;

import dev.continuo.Awaitable;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a generator of this runtime for a consumer that awaits one at a time: {@code
 * next()} without an object per element, and {@link Driver#ENDED} in place of an exception.
 */
public final class GeneratorElements extends RuntimeFrame<@Nullable Object> {

  private final LoopGenerator<?> generator;

  /** Of {@code generator}, which this keeps from being collected. */
  public GeneratorElements(LoopGenerator<?> generator) {
    this.generator = generator;
  }

  /** What is awaited for the next element: always this, once the one before was awaited. */
  public Awaitable<?> again() {
    state = NEW;
    return this;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    GeneratorCore core = generator.core;
    return state == STARTED ? core.next(generator, driver, this) : core.resume(driver, this);
  }

  @Override
  protected String function() {
    return "next";
  }

  @Override
  protected String type() {
    return "AsyncGenerator";
  }
}
