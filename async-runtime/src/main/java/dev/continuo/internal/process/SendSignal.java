package dev.continuo.internal.process;

import dev.continuo.Coroutine;
import dev.continuo.coroutine.Driver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has another program send a signal, unless the process has ended. */
final class SendSignal extends ProcessFrame<@Nullable Void> {

  private final Supplier<Coroutine<?>> send;

  SendSignal(ProcessCore process, Supplier<Coroutine<?>> send) {
    super(process, "sendSignal");
    this.send = send;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      if (!process.hasExited() && await(send.get(), driver, 1) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
      return null;
    }
    try {
      var unused = driver.result();
    } catch (java.io.IOException e) {
      if (!process.hasExited()) { // it may have ended meanwhile
        throw e;
      }
    }
    return null;
  }
}
