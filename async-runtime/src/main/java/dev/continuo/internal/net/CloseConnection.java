package dev.continuo.internal.net;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection and waits for its end. A cancellation of the wait aborts the connection: a
 * peer that does not read could keep it open for ever.
 */
final class CloseConnection extends RuntimeFrame<@Nullable Void> {

  private final ConnectionCore connection;

  CloseConnection(ConnectionCore connection) {
    this.connection = connection;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      connection.transport().close();
      return connection.isClosed() ? null : await(connection.untilClosed(), driver, 1);
    }
    try {
      return driver.result();
    } catch (CancelledError e) {
      connection.transport().abort();
      throw e;
    }
  }

  @Override
  protected String type() {
    return "net.Connection";
  }

  @Override
  protected String function() {
    return "closeAsync";
  }
}
