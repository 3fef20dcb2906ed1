package dev.continuo.internal.process;

import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.internal.net.ConnectionCore;
import org.jspecify.annotations.Nullable;

/** Ends a standard input; what could not be written is a failure. */
final class CloseStdin extends RuntimeFrame<@Nullable Void> {

  private final ConnectionCore stdin;

  CloseStdin(ConnectionCore stdin) {
    super(true);
    this.stdin = stdin;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result = state == STARTED ? await(stdin.close(), driver, 1) : driver.result();
    if (result != Driver.SUSPENDED) {
      stdin.throwFailure();
    }
    return result;
  }

  @Override
  protected String type() {
    return "process.AsyncProcess";
  }

  @Override
  protected String function() {
    return "closeStdin";
  }
}
