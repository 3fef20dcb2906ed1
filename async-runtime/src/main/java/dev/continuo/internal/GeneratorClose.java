package dev.continuo.internal;

import dev.continuo.AsyncGenerator;
import dev.continuo.GeneratorExit;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** {@code closeAsync()} of an async generator: CPython's aclose. */
final class GeneratorClose extends RuntimeFrame<@Nullable Void> {

  private final @Nullable AsyncGenerator<?> owner;
  private final GeneratorCore core;

  /** Closes for the user who holds {@code owner}; or, if that is null, because nobody does. */
  GeneratorClose(@Nullable AsyncGenerator<?> owner, GeneratorCore core) {
    this.owner = owner;
    this.core = core;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object element;
    try {
      element =
          state == STARTED
              ? core.begin(owner, driver, this, "closeAsync", null, new GeneratorExit())
              : core.resume(driver, this);
    } catch (GeneratorExit e) {
      return null;
    }
    if (element == Driver.SUSPENDED || element == Driver.ENDED) {
      return element == Driver.ENDED ? null : element;
    }
    if (owner == null) {
      core.end(); // nobody could go on with it
    }
    throw new IllegalStateException("async generator ignored GeneratorExit");
  }

  @Override
  String function() {
    return "closeAsync";
  }
}
