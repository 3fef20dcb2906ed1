package dev.continuo.net;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.internal.net.ConnectionCore;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a pair of streams, made by {@link Streams}.
 *
 * <pre>{@code
 * try (Connection connection = await(Streams.openConnection("localhost", 7))) {
 *   await(connection.writer().write("hello\n"));
 *   System.out.println(await(connection.reader().readLine()));
 * }
 * }</pre>
 */
public final class Connection implements AsyncCloseable {

  private final ConnectionCore core;
  private final StreamReader reader;
  private final StreamWriter writer;

  Connection(ConnectionCore core) {
    this.core = core;
    this.reader = new StreamReader(core);
    this.writer = new StreamWriter(core);
  }

  /**
   * What comes from the peer.
   *
   * @return always the same reader
   */
  public StreamReader reader() {
    return reader;
  }

  /**
   * What goes to the peer.
   *
   * @return always the same writer
   */
  public StreamWriter writer() {
    return writer;
  }

  /**
   * What is below the streams: addresses, options of the socket, limits of the buffer.
   *
   * @return the transport
   */
  public Transport transport() {
    return core.transport();
  }

  /**
   * Closes the connection once all that was written is sent, and waits for that. A coroutine that
   * waits for input sees its end. A peer that does not read keeps this waiting: {@link #abort}, or
   * a timeout around this, ends it; cancelling the wait aborts the connection.
   *
   * @return a lazy coroutine: closing begins when it is awaited
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    return core.close();
  }

  /** Closes at once, and drops what was not sent. */
  public void abort() {
    core.transport().abort();
  }

  @Override
  public String toString() {
    return "Connection[" + core.transport() + "]";
  }
}
