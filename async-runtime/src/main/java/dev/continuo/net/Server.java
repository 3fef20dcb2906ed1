package dev.continuo.net;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.internal.net.Listener;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server that listens and the connections it accepted, made by {@link Streams#startServer}.
 *
 * <pre>{@code
 * try (Server server = await(Streams.startServer(this::talk, "localhost", 7777))) {
 *   await(server.serveForever());
 * }
 * }</pre>
 *
 * <p>It accepts from the moment it is made. With no file descriptor left for the next connection it
 * pauses, tells the loop's exception handler, and tries again each second.
 */
public final class Server implements AsyncCloseable {

  private final Listener listener;

  Server(Listener listener) {
    this.listener = listener;
  }

  /**
   * Where it listens, or did: with port 0 the system has chosen one.
   *
   * @return the addresses, one for each socket
   */
  public List<SocketAddress> addresses() {
    return listener.addresses();
  }

  /**
   * The port of its first TCP socket.
   *
   * @return a number from 1 to 65535
   * @throws IllegalStateException if it has no TCP socket
   */
  public int port() {
    for (SocketAddress each : listener.addresses()) {
      if (each instanceof InetSocketAddress internet) {
        return internet.getPort();
      }
    }
    throw new IllegalStateException("the server listens at no port, but at " + addresses());
  }

  /**
   * Whether it accepts connections.
   *
   * @return false once it was stopped
   */
  public boolean isServing() {
    return listener.isServing();
  }

  /**
   * How many of its connections are open.
   *
   * @return the number
   */
  public int connections() {
    return listener.connections();
  }

  /**
   * Waits while it accepts; cancelling the wait stops it as {@link #stopListening} does.
   *
   * @return a coroutine that ends when the server is closed; it fails with {@link
   *     IllegalStateException} if it is already
   */
  public Coroutine<@Nullable Void> serveForever() {
    return listener.serveForever();
  }

  /** Accepts no more; connections that are open stay so (asyncio's {@code close}). */
  public void stopListening() {
    listener.stopListening();
  }

  /** Closes each open connection, once all that was written to it is sent. */
  public void closeClients() {
    listener.closeClients();
  }

  /** Closes each open connection at once, and drops what was not sent. */
  public void abortClients() {
    listener.abortClients();
  }

  /**
   * Waits until it accepts no more and its last connection is closed (asyncio's {@code
   * wait_closed}).
   *
   * @return a lazy coroutine
   */
  public Coroutine<@Nullable Void> untilClosed() {
    return listener.untilClosed();
  }

  /**
   * Accepts no more, closes each connection once all that was written to it is sent, and waits for
   * that. A client that does not read keeps this waiting; cancelling the wait, with a timeout for
   * example, aborts those that are left.
   *
   * @return a lazy coroutine: closing begins when it is awaited
   */
  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    return listener.close();
  }

  @Override
  public String toString() {
    return "Server["
        + (isServing() ? "" : "stopped, ")
        + addresses()
        + ", connections="
        + connections()
        + "]";
  }
}
