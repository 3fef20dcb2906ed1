package dev.continuo.internal.net;

import dev.continuo.coroutine.Driver;
import dev.continuo.internal.TurnFrame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A read of a connection. It is woken only when it has all it asked for, or nothing more will come;
 * what it asked for stays in the buffer until it runs, so that one that is cancelled takes nothing.
 *
 * <pre>
 *   started:  isSatisfied()?  yes → take()
 *                             no  → it is the reader of the connection, until it runs again
 *   fed:      with the bytes themselves, if it takes whatever comes; they do not pass the buffer
 *   resumed:  the bytes it was fed with, or take(); cancelled: they go to the buffer
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

  /** Whether {@link #take} gives something and cannot fail, now that its turn has come. */
  abstract boolean takesWithoutFail();

  /**
   * The result, of bytes that just came while the buffer is empty.
   *
   * @return null if it has to come out of the buffer
   */
  byte @Nullable [] takeAtOnce(ByteBuffer data) {
    return null;
  }

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    if (state == STARTED) {
      connection.checkNobodyWaits();
      if (!isSatisfied()) {
        expectTurn();
        connection.waits(this);
        return suspendForTurn(driver);
      }
    } else {
      connection.left(this);
      try {
        var unused = driver.result();
      } catch (Throwable t) {
        if (takeGift() instanceof byte[] bytes) {
          connection.input().putBack(bytes);
        }
        throw t;
      }
    }
    return finished();
  }

  private @Nullable Object finished() throws Throwable {
    Object result = hasGift() ? takeGift() : take();
    connection.taken();
    return result;
  }

  @Override
  protected final @Nullable Object goQuickly() {
    if (!hasGift() && !takesWithoutFail()) {
      return NOT_QUICK;
    }
    connection.left(this);
    state = FINISHED;
    try {
      return finished();
    } catch (Throwable t) {
      throw new IllegalStateException("a read that cannot fail did", t);
    }
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
