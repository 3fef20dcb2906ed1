package dev.continuo.internal.net;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/** Stops a server, closes its connections and waits for their end; cancelled, it aborts them. */
final class CloseServer extends RuntimeFrame<@Nullable Void> {

  private final Listener listener;

  CloseServer(Listener listener) {
    this.listener = listener;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      listener.stopListening();
      listener.closeClients();
      return listener.hasEnded() ? null : await(listener.untilClosed(), driver, 1);
    }
    try {
      return driver.result();
    } catch (CancelledError e) {
      listener.abortClients();
      throw e;
    }
  }

  @Override
  protected String type() {
    return "net.Server";
  }

  @Override
  protected String function() {
    return "closeAsync";
  }
}
