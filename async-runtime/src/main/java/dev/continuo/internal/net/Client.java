package dev.continuo.internal.net;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.RuntimeFrame;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Serves one connection of a server, and closes it.
 *
 * <pre>
 *   try { await(body) } finally { await(connection.closeAsync()) }
 * </pre>
 *
 * <p>Cancelled it begins to close, and does not wait for a peer that may never read.
 */
public final class Client extends RuntimeFrame<@Nullable Void> {

  private static final int AWAITS_BODY = 1;
  private static final int AWAITS_CLOSE = 2;

  private final ConnectionCore connection;
  private final Callable<? extends Coroutine<?>> body;
  private @Nullable Throwable failure;

  /** Makes the coroutine of the task that serves a connection. */
  public Client(ConnectionCore connection, Callable<? extends Coroutine<?>> body) {
    this.connection = connection;
    this.body = body;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    if (state == AWAITS_CLOSE) {
      var unused = driver.result();
    } else {
      try {
        Object result =
            state == STARTED ? await(body.call(), driver, AWAITS_BODY) : driver.result();
        if (result == Driver.SUSPENDED) {
          return result;
        }
      } catch (CancelledError e) {
        connection.transport().close();
        throw e;
      } catch (Throwable t) {
        Await.caught(t, driver);
        failure = t;
      }
      if (await(connection.close(), driver, AWAITS_CLOSE) == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  @Override
  protected String type() {
    return "net.Streams";
  }

  @Override
  protected String function() {
    return "startServer";
  }
}
