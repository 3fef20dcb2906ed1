package dev.continuo.net;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.tls.StartTls;
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
  private final boolean isServerSide;

  Connection(ConnectionCore core, boolean isServerSide) {
    this.core = core;
    this.isServerSide = isServerSide;
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
   * What TLS agreed on: its version, the cipher suite, the protocol of ALPN, the peer's
   * certificates.
   *
   * @return null if the connection does not speak TLS
   */
  public @Nullable TlsSession tls() {
    return core.transport().tls();
  }

  /**
   * Speaks TLS from now on, as the client if this end has connected and as the server if it was
   * accepted: asyncio's {@code StreamWriter.start_tls}.
   *
   * <pre>{@code
   * await(connection.writer().write("STARTTLS\n"));
   * if (await(connection.reader().readLine()).startsWith("220")) {
   *   await(connection.startTls(TlsOptions.DEFAULT));
   * }
   * }</pre>
   *
   * <p>What was written before goes in plain text; what is written while the handshake runs goes
   * behind it. What came and was not read is taken for a part of the handshake, so that nobody can
   * put something of his own before the peer's words.
   *
   * @param options how; a client proves the name of the host that it connected to, if they have
   *     none
   * @return a lazy coroutine, done after the handshake. It fails with {@link
   *     javax.net.ssl.SSLHandshakeException} or {@link java.net.SocketTimeoutException}, and then
   *     the connection is lost; with {@link IllegalStateException} if it is closed, or a coroutine
   *     waits for input. Cancelling it aborts the connection
   */
  public Coroutine<@Nullable Void> startTls(TlsOptions options) {
    return StartTls.below(core, options, isServerSide);
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
