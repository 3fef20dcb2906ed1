package dev.continuo.internal;

import dev.continuo.AsyncGenerator;
import dev.continuo.GeneratorExit;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** {@code closeAsync()} of an async generator: CPython's aclose. */
final class GeneratorClose extends RuntimeFrame<@Nullable Void> {

  private final @Nullable AsyncGenerator<?> owner;
  private final GeneratorCore core;
  private final boolean unlessClosing;

  /** Closes for the user who holds {@code owner}; or, if that is null, because nobody does. */
  GeneratorClose(@Nullable AsyncGenerator<?> owner, GeneratorCore core) {
    this(owner, core, false);
  }

  private GeneratorClose(
      @Nullable AsyncGenerator<?> owner, GeneratorCore core, boolean unlessClosing) {
    this.owner = owner;
    this.core = core;
    this.unlessClosing = unlessClosing;
  }

  /** The same, but leaves a generator alone that is being closed when its turn has come. */
  static GeneratorClose unlessClosing(@Nullable AsyncGenerator<?> owner, GeneratorCore core) {
    return new GeneratorClose(owner, core, true);
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (unlessClosing && state == STARTED && core.isClosing()) {
      return null;
    }
    Object element;
    try {
      element = state == STARTED ? core.beginClose(owner, driver, this) : core.resume(driver, this);
    } catch (GeneratorExit e) {
      Throwable failure = CleanupFailure.of(e);
      if (failure != null) {
        throw failure;
      }
      return null;
    }
    if (element == Driver.SUSPENDED || element == Driver.ENDED) {
      return element == Driver.ENDED ? null : element;
    }
    core.ignoredClose();
    if (owner == null) {
      core.end(); // nobody could go on with it
    }
    throw new IllegalStateException("async generator ignored GeneratorExit");
  }

  @Override
  protected String function() {
    return "closeAsync";
  }

  @Override
  protected String type() {
    return "AsyncGenerator";
  }
}
