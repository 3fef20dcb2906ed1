package dev.continuo.net;

import java.net.SocketAddress;
import java.time.Duration;
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
 * @param timeout how long finding the address and connecting may take together; null for as long as
 *     the system allows
 * @param attemptDelay how long one address has before the next is tried beside it (RFC 8305)
 * @param keepAlive whether the system looks now and then if the peer of an idle connection is there
 * @param localAddress what this end is bound to; null for what the system chooses
 */
public record ConnectOptions(
    int limit,
    @Nullable Duration timeout,
    Duration attemptDelay,
    boolean keepAlive,
    @Nullable SocketAddress localAddress) {

  /** Lines of 64 KiB, no timeout, 250 ms between attempts, no keep-alive. */
  public static final ConnectOptions DEFAULT =
      new ConnectOptions(1 << 16, null, Duration.ofMillis(250), false, null);

  /**
   * Makes options.
   *
   * @param limit see above; 1 or more
   * @param timeout see above
   * @param attemptDelay see above
   * @param keepAlive see above
   * @param localAddress see above
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ConnectOptions {
    checkLimit(limit);
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
    return new ConnectOptions(bytes, timeout, attemptDelay, keepAlive, localAddress);
  }

  /**
   * A bound on the time.
   *
   * @param duration how long; zero or less fails at once
   * @return a copy
   */
  public ConnectOptions withTimeout(Duration duration) {
    return new ConnectOptions(limit, duration, attemptDelay, keepAlive, localAddress);
  }

  /**
   * Another pace of the attempts.
   *
   * @param delay how long after one attempt the next begins; zero or less begins all at once
   * @return a copy
   */
  public ConnectOptions withAttemptDelay(Duration delay) {
    return new ConnectOptions(limit, timeout, delay, keepAlive, localAddress);
  }

  /**
   * With or without the system's probes.
   *
   * @param on whether they are sent
   * @return a copy
   */
  public ConnectOptions withKeepAlive(boolean on) {
    return new ConnectOptions(limit, timeout, attemptDelay, on, localAddress);
  }

  /**
   * With a local address.
   *
   * @param address what this end is bound to
   * @return a copy
   */
  public ConnectOptions withLocalAddress(SocketAddress address) {
    return new ConnectOptions(limit, timeout, attemptDelay, keepAlive, address);
  }
}
