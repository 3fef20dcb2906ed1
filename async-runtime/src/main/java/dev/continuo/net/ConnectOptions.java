package dev.continuo.net;

import dev.continuo.internal.net.SocketOptions;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * ConnectOptions.DEFAULT.withTimeout(Duration.ofSeconds(5)).withKeepAlive(true)
 * }</pre>
 *
 * @param limit the longest line or stretch up to a separator, in bytes; about twice as much is kept
 *     of what nobody reads
 * @param timeout how long finding the address, connecting and the handshake of TLS may take
 *     together; null for as long as the system allows
 * @param attemptDelay how long one address has before the next is tried beside it (RFC 8305)
 * @param keepAlive whether the system looks now and then if the peer of an idle connection is there
 * @param localAddress what this end is bound to; null for what the system chooses
 * @param socketOptions more options of the socket and their values; TCP_NODELAY is on if this does
 *     not say otherwise
 * @param tls how TLS is spoken; null for plain text
 */
public record ConnectOptions(
    int limit,
    @Nullable Duration timeout,
    Duration attemptDelay,
    boolean keepAlive,
    @Nullable SocketAddress localAddress,
    Map<SocketOption<?>, Object> socketOptions,
    @Nullable TlsOptions tls) {

  /** Lines of 64 KiB, no timeout, 250 ms between attempts, no keep-alive, no TLS. */
  public static final ConnectOptions DEFAULT =
      new ConnectOptions(1 << 16, null, Duration.ofMillis(250), false, null, Map.of(), null);

  /**
   * Makes options.
   *
   * @param limit see above; 1 or more
   * @param timeout see above
   * @param attemptDelay see above
   * @param keepAlive see above
   * @param localAddress see above
   * @param socketOptions see above; copied
   * @param tls see above
   * @throws IllegalArgumentException if the limit is less than 1, or a value is not of the type of
   *     its option
   */
  public ConnectOptions {
    checkLimit(limit);
    socketOptions = SocketOptions.checked(socketOptions);
  }

  static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("Limit cannot be <= 0");
    }
  }

  /**
   * Another limit.
   *
   * @param bytes 1 or more
   * @return a copy
   */
  public ConnectOptions withLimit(int bytes) {
    return new ConnectOptions(
        bytes, timeout, attemptDelay, keepAlive, localAddress, socketOptions, tls);
  }

  /**
   * A bound on the time.
   *
   * @param duration how long; zero or less fails at once
   * @return a copy
   */
  public ConnectOptions withTimeout(Duration duration) {
    return new ConnectOptions(
        limit, duration, attemptDelay, keepAlive, localAddress, socketOptions, tls);
  }

  /**
   * Another pace of the attempts.
   *
   * @param delay how long after one attempt the next begins; zero or less begins all at once
   * @return a copy
   */
  public ConnectOptions withAttemptDelay(Duration delay) {
    return new ConnectOptions(limit, timeout, delay, keepAlive, localAddress, socketOptions, tls);
  }

  /**
   * With or without the system's probes.
   *
   * @param on whether they are sent
   * @return a copy
   */
  public ConnectOptions withKeepAlive(boolean on) {
    return new ConnectOptions(limit, timeout, attemptDelay, on, localAddress, socketOptions, tls);
  }

  /**
   * With a local address.
   *
   * @param address what this end is bound to
   * @return a copy
   */
  public ConnectOptions withLocalAddress(SocketAddress address) {
    return new ConnectOptions(limit, timeout, attemptDelay, keepAlive, address, socketOptions, tls);
  }

  /**
   * With an option of the socket, set before it connects.
   *
   * <pre>{@code
   * options.withKeepAlive(true).withOption(ExtendedSocketOptions.TCP_KEEPIDLE, 30)
   * options.withOption(StandardSocketOptions.SO_RCVBUF, 1 << 20)
   * }</pre>
   *
   * <p>Connecting fails with {@link UnsupportedOperationException} where this kind of socket, or
   * the system, has no such option.
   *
   * @param option one of {@link java.net.StandardSocketOptions} or {@code
   *     jdk.net.ExtendedSocketOptions}
   * @param value its value
   * @param <T> the type of the value
   * @return a copy
   */
  public <T> ConnectOptions withOption(SocketOption<T> option, T value) {
    Map<SocketOption<?>, Object> all = SocketOptions.with(socketOptions, option, value);
    return new ConnectOptions(limit, timeout, attemptDelay, keepAlive, localAddress, all, tls);
  }

  /**
   * With TLS: the connection is there after its handshake. A failed one gives {@link
   * javax.net.ssl.SSLHandshakeException}, one that takes too long {@link
   * java.net.SocketTimeoutException}.
   *
   * @param options how it is spoken; {@link TlsOptions#DEFAULT} for public servers
   * @return a copy
   */
  public ConnectOptions withTls(TlsOptions options) {
    return new ConnectOptions(
        limit, timeout, attemptDelay, keepAlive, localAddress, socketOptions, options);
  }
}
