package dev.continuo.net;

import dev.continuo.AsyncFunction;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionContext;
import dev.continuo.Task;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.Client;
import dev.continuo.internal.net.Connect;
import dev.continuo.internal.net.ConnectionCore;
import dev.continuo.internal.net.Listen;
import dev.continuo.internal.pipe.StandardInput;
import dev.continuo.internal.pipe.StandardOutput;
import dev.continuo.internal.tls.TlsLayers;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections and servers for coroutines: asyncio's {@code open_connection} and {@code
 * start_server}.
 *
 * <pre>{@code
 * @Async
 * private Coroutine<Void> echo(Connection client) {
 *   for (byte[] block : each(client.reader().blocks())) {
 *     await(client.writer().write(block));
 *   }
 *   return done();
 * }
 *
 * try (Server server = await(Streams.startServer(this::echo, "localhost", 7777))) {
 *   await(server.serveForever());
 * }
 * }</pre>
 */
public final class Streams {

  private Streams() {}

  private static Connection asConnection(Transport transport) {
    return new Connection((ConnectionCore) transport.protocol(), false);
  }

  // Clients

  /**
   * Connects to a host.
   *
   * @param host its name or address
   * @param port from 1 to 65535
   * @return as {@link #openConnection(String, int, ConnectOptions)}
   */
  public static Coroutine<Connection> openConnection(String host, int port) {
    return openConnection(host, port, ConnectOptions.DEFAULT);
  }

  /**
   * Connects to a host. Of several addresses the first that answers is taken; the next is tried
   * when one fails or takes long (Happy Eyeballs, RFC 8305). Names are resolved on another thread.
   *
   * @param host its name or address
   * @param port from 1 to 65535
   * @param options how
   * @return a lazy coroutine of the connection. It fails with {@link
   *     java.net.UnknownHostException}, {@link java.net.ConnectException} that names each address,
   *     {@link java.net.SocketTimeoutException}, or {@link javax.net.ssl.SSLHandshakeException};
   *     cancelling it closes what was begun
   * @throws IllegalArgumentException if the port is none
   */
  public static Coroutine<Connection> openConnection(
      String host, int port, ConnectOptions options) {
    return Connect.toHost(
        "openConnection",
        null,
        TlsLayers.connecting(core(options.limit()), options, host, port),
        options,
        Streams::asConnection,
        host,
        port);
  }

  /**
   * Connects to an address of any kind: one that was resolved, or a {@link
   * UnixDomainSocketAddress}.
   *
   * @param address where to
   * @param options how
   * @return as {@link #openConnection(String, int, ConnectOptions)}
   */
  public static Coroutine<Connection> openConnection(
      SocketAddress address, ConnectOptions options) {
    return Connect.toAddress(
        "openConnection",
        null,
        TlsLayers.connecting(core(options.limit()), options, address),
        options,
        Streams::asConnection,
        address);
  }

  /**
   * Connects to a Unix domain socket.
   *
   * @param path where the server listens
   * @return as {@link #openConnection(String, int, ConnectOptions)}
   */
  public static Coroutine<Connection> openUnixConnection(Path path) {
    return openConnection(UnixDomainSocketAddress.of(path), ConnectOptions.DEFAULT);
  }

  private static Supplier<ConnectionCore> core(int limit) {
    return () -> new ConnectionCore(DefaultLoop.running(), limit, core -> {});
  }

  // Standard streams

  /**
   * The standard input of this program, read by a daemon thread: from a terminal, a pipe or a file.
   * It begins to read now, and about 128 KiB ahead; what was read ahead and not consumed goes with
   * the loop. A program must not read {@code System.in} itself then.
   *
   * <pre>{@code
   * for (String line : each(Streams.standardInput().lines())) …
   * }</pre>
   *
   * @return for one loop always the same input; its lines have at most 64 KiB
   * @throws IllegalStateException if no loop runs on this thread, or another one that is open has
   *     the standard input
   */
  public static StreamReader standardInput() {
    return new StreamReader(StandardInput.of(DefaultLoop.running()));
  }

  /**
   * The standard output of this program, written by a thread, so that a slow terminal or a full
   * pipe does not hold the loop up. What is written here and through {@code System.out} may come in
   * another order. The end of the JVM waits up to 5 s for what is to be written.
   *
   * @return for one loop always the same output; {@link StreamWriter#writeEof} only flushes it
   * @throws IllegalStateException if no loop runs on this thread
   */
  public static StreamWriter standardOutput() {
    return new StreamWriter(StandardOutput.OUT.of(DefaultLoop.running()));
  }

  /**
   * The standard error of this program, as {@link #standardOutput}.
   *
   * @return for one loop always the same output
   * @throws IllegalStateException if no loop runs on this thread
   */
  public static StreamWriter standardError() {
    return new StreamWriter(StandardOutput.ERR.of(DefaultLoop.running()));
  }

  // Servers

  /**
   * Starts a server.
   *
   * @param handler serves one connection
   * @param host the name or address to listen at, or null for all addresses of this machine
   * @param port from 1 to 65535, or 0 for one that the system chooses
   * @param <R> the type of what the handler gives, which is dropped
   * @return as {@link #startServer(AsyncFunction, String, int, ServerOptions)}
   */
  public static <R extends @Nullable Object> Coroutine<Server> startServer(
      AsyncFunction<? super Connection, R> handler, @Nullable String host, int port) {
    return startServer(handler, host, port, ServerOptions.DEFAULT);
  }

  /**
   * Starts a server. Each connection is served by a task of its own, which inherits the context in
   * which the server was started; when the handler is done the connection is closed. What a handler
   * throws goes to the loop's exception handler and ends that connection only.
   *
   * @param handler serves one connection
   * @param host the name or address to listen at; at each of its addresses if it has several; null
   *     for all addresses of this machine
   * @param port from 1 to 65535, or 0 for one that the system chooses: see {@link Server#port}
   * @param options how
   * @param <R> the type of what the handler gives, which is dropped
   * @return a lazy coroutine of the server, which listens by then. It fails with {@link
   *     java.net.BindException} or {@link java.net.UnknownHostException}
   * @throws IllegalArgumentException if the port is none
   */
  public static <R extends @Nullable Object> Coroutine<Server> startServer(
      AsyncFunction<? super Connection, R> handler,
      @Nullable String host,
      int port,
      ServerOptions options) {
    return Listen.atHost(
        "startServer", null, serving(handler, options), options, Server::new, host, port);
  }

  /**
   * Starts a server at an address of any kind.
   *
   * @param handler serves one connection
   * @param address one that was resolved, or a {@link UnixDomainSocketAddress}, whose file is
   *     deleted when the server stops
   * @param options how
   * @param <R> the type of what the handler gives, which is dropped
   * @return as {@link #startServer(AsyncFunction, String, int, ServerOptions)}
   */
  public static <R extends @Nullable Object> Coroutine<Server> startServer(
      AsyncFunction<? super Connection, R> handler, SocketAddress address, ServerOptions options) {
    return Listen.atAddress(
        "startServer", null, serving(handler, options), options, Server::new, address);
  }

  /**
   * Starts a server at a Unix domain socket.
   *
   * @param handler serves one connection
   * @param path the file to make, which must not be there; deleted when the server stops
   * @param <R> the type of what the handler gives, which is dropped
   * @return as {@link #startServer(AsyncFunction, String, int, ServerOptions)}
   */
  public static <R extends @Nullable Object> Coroutine<Server> startUnixServer(
      AsyncFunction<? super Connection, R> handler, Path path) {
    return startServer(handler, UnixDomainSocketAddress.of(path), ServerOptions.DEFAULT);
  }

  private static <R extends @Nullable Object> Supplier<? extends Protocol> serving(
      AsyncFunction<? super Connection, R> handler, ServerOptions options) {
    Supplier<ConnectionCore> factory =
        () -> {
          DefaultLoop loop = DefaultLoop.running();
          return new ConnectionCore(loop, options.limit(), core -> serve(loop, core, handler));
        };
    return TlsLayers.accepting(factory, options);
  }

  private static <R extends @Nullable Object> void serve(
      DefaultLoop loop, ConnectionCore core, AsyncFunction<? super Connection, R> handler) {
    Connection connection = new Connection(core, true);
    Client body = new Client(core, () -> handler.apply(connection));
    Task<?> task = loop.createTask(body, "client " + core.transport().remoteAddress());
    task.addDoneCallback(
        done -> {
          Throwable failure = done.cancelled() ? null : done.exception();
          if (failure != null) {
            loop.callExceptionHandler(
                new ExceptionContext(
                    "Exception in the handler of " + connection, failure, task, null));
          }
        });
  }
}
