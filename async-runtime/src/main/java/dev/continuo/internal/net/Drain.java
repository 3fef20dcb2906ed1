package dev.continuo.internal.net;

import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a write returns when too much is to be sent: waits until there is room. Nobody has to await
 * it, so it is never reported as forgotten.
 */
final class Drain extends RuntimeFrame<@Nullable Void> {

  private final ConnectionCore connection;

  Drain(ConnectionCore connection) {
    super(true); // and no track()
    this.connection = connection;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state != STARTED) {
      var unused = driver.result();
    }
    connection.checkOutput();
    if (!connection.isWritable()
        && await(connection.untilWritable(), driver, 1) == Driver.SUSPENDED) {
      return Driver.SUSPENDED;
    }
    connection.checkOutput();
    return null;
  }

  @Override
  protected String type() {
    return "net.StreamWriter";
  }

  @Override
  protected String function() {
    return "write";
  }
}
