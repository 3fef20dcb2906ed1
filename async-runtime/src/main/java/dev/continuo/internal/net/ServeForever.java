package dev.continuo.internal.net;

import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/** Waits until the server is closed or this is cancelled, which stops the server. */
final class ServeForever extends RuntimeFrame<@Nullable Void> {

  private final Listener listener;

  ServeForever(Listener listener) {
    this.listener = listener;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    try {
      if (state == STARTED) {
        if (!listener.isServing()) {
          throw new IllegalStateException("the server is closed");
        }
        return await(listener.untilClosed(), driver, 1);
      }
      return driver.result();
    } catch (Throwable t) {
      listener.stopListening();
      throw t;
    }
  }

  @Override
  protected Object waitsFor() {
    return "connections at " + listener.addresses();
  }

  @Override
  protected String type() {
    return "net.Server";
  }

  @Override
  protected String function() {
    return "serveForever";
  }
}
