package dev.continuo.net;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.internal.net.Connect;
import dev.continuo.internal.net.Listen;
import dev.continuo.internal.net.OpenDatagrams;
import dev.continuo.internal.tls.StartTls;
import dev.continuo.internal.tls.TlsLayers;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EventLoop} does for those who write a protocol; programs use {@link Streams}.
 *
 * <pre>{@code
 * EventLoop loop = EventLoop.running();
 * Server server = await(loop.createServer(Echo::new, "localhost", 7777, ServerOptions.DEFAULT));
 * }</pre>
 *
 * <p>All methods give lazy coroutines, to be awaited on the loop they were asked of; elsewhere they
 * throw {@link IllegalStateException}.
 */
public interface Networking {

  /**
   * Connects to a host, as {@link Streams#openConnection(String, int, ConnectOptions)} does.
   *
   * @param factory makes the protocol, once the connection stands
   * @param host its name or address
   * @param port from 1 to 65535
   * @param options how; the limit is of no use here
   * @return a lazy coroutine of the transport, whose protocol knows it already
   */
  default Coroutine<Transport> createConnection(
      Supplier<? extends Protocol> factory, String host, int port, ConnectOptions options) {
    return Connect.toHost(
        "createConnection",
        loop(),
        TlsLayers.connecting(factory, options, host, port),
        options,
        Function.identity(),
        host,
        port);
  }

  /**
   * Connects to an address of any kind.
   *
   * @param factory makes the protocol, once the connection stands
   * @param address where to
   * @param options how; the limit is of no use here
   * @return a lazy coroutine of the transport, whose protocol knows it already
   */
  default Coroutine<Transport> createConnection(
      Supplier<? extends Protocol> factory, SocketAddress address, ConnectOptions options) {
    return Connect.toAddress(
        "createConnection",
        loop(),
        TlsLayers.connecting(factory, options, address),
        options,
        Function.identity(),
        address);
  }

  /**
   * Connects to a Unix domain socket.
   *
   * @param factory makes the protocol, once the connection stands
   * @param path where the server listens
   * @return a lazy coroutine of the transport, whose protocol knows it already
   */
  default Coroutine<Transport> createUnixConnection(
      Supplier<? extends Protocol> factory, Path path) {
    return createConnection(factory, UnixDomainSocketAddress.of(path), ConnectOptions.DEFAULT);
  }

  /**
   * Starts a server.
   *
   * @param factory makes the protocol of each connection
   * @param host the name or address to listen at, or null for all addresses of this machine
   * @param port from 1 to 65535, or 0 for one that the system chooses: see {@link Server#port}
   * @param options how; the limit is of no use here
   * @return a lazy coroutine of the server, which listens by then
   */
  default Coroutine<Server> createServer(
      Supplier<? extends Protocol> factory,
      @Nullable String host,
      int port,
      ServerOptions options) {
    return Listen.atHost(
        "createServer",
        loop(),
        TlsLayers.accepting(factory, options),
        options,
        Server::new,
        host,
        port);
  }

  /**
   * Starts a server at an address of any kind.
   *
   * @param factory makes the protocol of each connection
   * @param address where to listen
   * @param options how; the limit is of no use here
   * @return a lazy coroutine of the server, which listens by then
   */
  default Coroutine<Server> createServer(
      Supplier<? extends Protocol> factory, SocketAddress address, ServerOptions options) {
    return Listen.atAddress(
        "createServer",
        loop(),
        TlsLayers.accepting(factory, options),
        options,
        Server::new,
        address);
  }

  /**
   * Starts a server at a Unix domain socket.
   *
   * @param factory makes the protocol of each connection
   * @param path the file to make, which must not be there; deleted when the server stops
   * @return a lazy coroutine of the server, which listens by then
   */
  default Coroutine<Server> createUnixServer(Supplier<? extends Protocol> factory, Path path) {
    return createServer(factory, UnixDomainSocketAddress.of(path), ServerOptions.DEFAULT);
  }

  /**
   * Opens an endpoint for datagrams; programs use {@link DatagramEndpoint#open}.
   *
   * @param factory makes the protocol, once the socket is bound
   * @param options where and how; the limit of the queue is of no use here
   * @return a lazy coroutine of the transport, whose protocol knows it already. It fails as {@link
   *     DatagramEndpoint#open} does
   */
  default Coroutine<DatagramTransport> createDatagramEndpoint(
      Supplier<? extends DatagramProtocol> factory, DatagramOptions options) {
    return new OpenDatagrams<>(
        "createDatagramEndpoint", loop(), factory, options, Function.identity());
  }

  /**
   * Has a connection that stands speak TLS from now on: asyncio's {@code start_tls}. What the
   * protocol wrote before goes in plain text. The protocol is not told {@link
   * Protocol#connectionMade} again; it must not use the old transport any more, nor have taken
   * bytes of the handshake: where it is the peer that begins, pause reading before you answer.
   *
   * <pre>{@code
   * transport = await(loop.startTls(transport, protocol, options.withServerName("host"), false));
   * }</pre>
   *
   * @param transport open; the marks of its buffer are those of the start again
   * @param protocol who is called from now on, after the handshake
   * @param options how; a client proves the name of the host that it connected to, if they have
   *     none
   * @param serverSide whether this is the server of the handshake
   * @return a lazy coroutine of the transport to use from now on, after the handshake. It fails
   *     with {@link javax.net.ssl.SSLHandshakeException} or {@link
   *     java.net.SocketTimeoutException}, and then the connection is lost; cancelling it aborts the
   *     connection
   */
  default Coroutine<Transport> startTls(
      Transport transport, Protocol protocol, TlsOptions options, boolean serverSide) {
    return StartTls.below(protocol, transport, options, serverSide, loop());
  }

  private EventLoop loop() {
    if (this instanceof EventLoop loop) {
      return loop;
    }
    throw new IllegalStateException("only an EventLoop does networking: " + this);
  }
}
