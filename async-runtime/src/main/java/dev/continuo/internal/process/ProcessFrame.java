package dev.continuo.internal.process;

import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/** Base of the coroutines of a process. */
abstract class ProcessFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

  final ProcessCore process;
  private final String function;

  /** The constructor of the subclass ends with {@link #track}. */
  ProcessFrame(ProcessCore process, String function) {
    super(true);
    this.process = process;
    this.function = function;
  }

  @Override
  protected final String type() {
    return "process.AsyncProcess";
  }

  @Override
  protected final String function() {
    return function;
  }
}
