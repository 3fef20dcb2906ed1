package dev.continuo.internal.process;

import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** Waits for the exit code. */
final class WaitForExit extends ProcessFrame<Integer> {

  WaitForExit(ProcessCore process) {
    super(process, "waitFor");
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result = state == STARTED ? await(process.untilExit(), driver, 1) : driver.result();
    return result == Driver.SUSPENDED ? result : process.exitCode().getAsInt();
  }
}
