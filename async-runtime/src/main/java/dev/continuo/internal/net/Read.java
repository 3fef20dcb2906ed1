package dev.continuo.internal.net;

import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.TurnFrame;
import org.jspecify.annotations.Nullable;

/**
 * A read of a connection. It is woken only when it has all it asked for, or nothing more will come;
 * what it asked for stays in the buffer until it runs, so that one that is cancelled takes nothing.
 *
 * <pre>
 *   started:  isSatisfied()?  yes → take()
 *                             no  → it is the reader of the connection, until fed
 *   resumed:  take()
 * </pre>
 */
abstract class Read<T extends @Nullable Object> extends TurnFrame<T> {

  final ConnectionCore connection;

  Read(ConnectionCore connection) {
    this.connection = connection;
  }

  /** Whether {@link #take} has an answer, be it an exception. */
  abstract boolean isSatisfied();

  /** The result, taken from the buffer. */
  abstract @Nullable Object take() throws Throwable;

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      if (!isSatisfied()) {
        expectTurn();
        connection.waits(this);
        return suspendForTurn(driver);
      }
    } else {
      try {
        var unused = driver.result();
      } catch (CancelledError e) {
        connection.left(this);
        throw e;
      }
    }
    Object result = take();
    connection.taken();
    return result;
  }

  @Override
  protected final @Nullable Object goQuickly() {
    return NOT_QUICK; // take() may throw
  }

  @Override
  protected final Object waitsFor() {
    return "input of " + connection.transport();
  }

  @Override
  protected final String type() {
    return "net.StreamReader";
  }
}
