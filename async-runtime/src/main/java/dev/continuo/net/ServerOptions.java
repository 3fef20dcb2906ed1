package dev.continuo.net;

import dev.continuo.internal.net.SocketOptions;
import java.net.SocketOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens. Immutable; each method gives a changed copy.
 *
 * @param limit the longest line or stretch up to a separator, in bytes, of each connection
 * @param backlog how many connections the system keeps that were not accepted yet
 * @param reusePort whether several servers may listen at the same port, where the system has that;
 *     it shares the connections out among them
 * @param keepAlive whether the system looks now and then if the peer of an idle connection is there
 * @param socketOptions more options of the sockets and their values: of the one that listens, of
 *     each connection, or of both, as they have them. TCP_NODELAY of the connections is on if this
 *     does not say otherwise
 * @param tls how TLS is spoken; null for plain text
 */
public record ServerOptions(
    int limit,
    int backlog,
    boolean reusePort,
    boolean keepAlive,
    Map<SocketOption<?>, Object> socketOptions,
    @Nullable TlsOptions tls) {

  /** Lines of 64 KiB, a backlog of 100, a port of its own, no keep-alive, no TLS. */
  public static final ServerOptions DEFAULT =
      new ServerOptions(1 << 16, 100, false, false, Map.of(), null);

  /**
   * Makes options.
   *
   * @param limit see above; 1 or more
   * @param backlog see above
   * @param reusePort see above
   * @param keepAlive see above
   * @param socketOptions see above; copied
   * @param tls see above
   * @throws IllegalArgumentException if the limit is less than 1, or a value is not of the type of
   *     its option
   */
  public ServerOptions {
    ConnectOptions.checkLimit(limit);
    socketOptions = SocketOptions.checked(socketOptions);
  }

  /**
   * Another limit.
   *
   * @param bytes 1 or more
   * @return a copy
   */
  public ServerOptions withLimit(int bytes) {
    return new ServerOptions(bytes, backlog, reusePort, keepAlive, socketOptions, tls);
  }

  /**
   * Another backlog.
   *
   * @param connections how many; less than 1 leaves it to the system
   * @return a copy
   */
  public ServerOptions withBacklog(int connections) {
    return new ServerOptions(limit, connections, reusePort, keepAlive, socketOptions, tls);
  }

  /**
   * With or without others at the same port.
   *
   * @param on whether they may be
   * @return a copy
   */
  public ServerOptions withReusePort(boolean on) {
    return new ServerOptions(limit, backlog, on, keepAlive, socketOptions, tls);
  }

  /**
   * With or without the system's probes.
   *
   * @param on whether they are sent
   * @return a copy
   */
  public ServerOptions withKeepAlive(boolean on) {
    return new ServerOptions(limit, backlog, reusePort, on, socketOptions, tls);
  }

  /**
   * With an option of the sockets. A size of the receive buffer is best given here: it holds from
   * the first byte.
   *
   * <p>Starting the server fails with {@link UnsupportedOperationException} where neither the
   * socket that listens nor a connection has such an option.
   *
   * @param option one of {@link java.net.StandardSocketOptions} or {@code
   *     jdk.net.ExtendedSocketOptions}
   * @param value its value
   * @param <T> the type of the value
   * @return a copy
   */
  public <T> ServerOptions withOption(SocketOption<T> option, T value) {
    Map<SocketOption<?>, Object> all = SocketOptions.with(socketOptions, option, value);
    return new ServerOptions(limit, backlog, reusePort, keepAlive, all, tls);
  }

  /**
   * With TLS: a connection is served after its handshake. A client whose handshake fails is
   * dropped; unless it just went away or did nothing, the loop's exception handler learns why.
   *
   * @param options how it is spoken, with a certificate to show
   * @return a copy
   */
  public ServerOptions withTls(TlsOptions options) {
    return new ServerOptions(limit, backlog, reusePort, keepAlive, socketOptions, options);
  }
}
