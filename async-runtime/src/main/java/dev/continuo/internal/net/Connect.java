package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.EventLoop;
import dev.continuo.TimerHandle;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection.
 *
 * <pre>
 *   host and port ──Resolver──▶ addresses ──Connector──▶ socket ──▶ SocketTransport, Protocol
 * </pre>
 */
public final class Connect<R> extends RuntimeFrame<R> {

  private static final int AWAITS_ADDRESSES = 1;
  private static final int AWAITS_SOCKET = 2;

  private final String function;

  /** The only loop that may run this; null for any. */
  private final @Nullable EventLoop owner;

  private final Supplier<? extends Protocol> factory;
  private final ConnectOptions options;
  private final Function<? super Transport, ? extends R> asResult;
  private final @Nullable String host;
  private final int port;
  private @Nullable List<? extends SocketAddress> addresses;
  private @Nullable Connector connector;
  private @Nullable TimerHandle alarm;
  private @Nullable AsyncFuture<?> awaited;
  private boolean timedOut;

  private Connect(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ConnectOptions options,
      Function<? super Transport, ? extends R> asResult,
      @Nullable String host,
      int port,
      @Nullable SocketAddress address) {
    super(true);
    this.function = function;
    this.owner = owner;
    this.factory = factory;
    this.options = options;
    this.asResult = asResult;
    this.host = host;
    this.port = port;
    this.addresses = address == null ? null : List.of(address);
    track();
  }

  /** To a host by its name or address. */
  public static <R> Connect<R> toHost(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ConnectOptions options,
      Function<? super Transport, ? extends R> asResult,
      String host,
      int port) {
    if (port < 1 || port > 0xffff) {
      throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + port);
    }
    return new Connect<>(
        function, owner, factory, options, asResult, Objects.requireNonNull(host), port, null);
  }

  /** To an address of any kind. */
  public static <R> Connect<R> toAddress(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ConnectOptions options,
      Function<? super Transport, ? extends R> asResult,
      SocketAddress address) {
    return new Connect<>(
        function, owner, factory, options, asResult, null, 0, Objects.requireNonNull(address));
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result;
    try {
      result = step(driver);
    } catch (Throwable t) {
      stopTimer();
      if (connector != null) {
        connector.abandon();
      }
      if (timedOut) {
        throw timeout(t);
      }
      throw t;
    }
    if (result != Driver.SUSPENDED) {
      stopTimer();
    }
    return result;
  }

  private @Nullable Object step(Driver driver) throws Throwable {
    DefaultLoop loop = DefaultLoop.running();
    if (owner != null && owner != loop) {
      throw new IllegalStateException(
          function + "() was asked of another event loop than the one that runs");
    }
    if (state == STARTED) {
      startTimer(loop);
      if (addresses == null) {
        AsyncFuture<?> found = Resolver.resolve(loop, host, port);
        Object known = awaiting(found, driver, AWAITS_ADDRESSES);
        if (known == Driver.SUSPENDED) {
          return known;
        }
        addresses = asAddresses(known);
      }
    } else if (state == AWAITS_ADDRESSES) {
      addresses = asAddresses(driver.result());
    }
    Object attempt;
    if (state == AWAITS_SOCKET) {
      attempt = driver.result();
    } else {
      connector = new Connector(loop, Objects.requireNonNull(addresses), options);
      attempt = awaiting(connector.start(), driver, AWAITS_SOCKET);
      if (attempt == Driver.SUSPENDED) {
        return attempt;
      }
    }
    return open(loop, (Connector.Attempt) Objects.requireNonNull(attempt));
  }

  @SuppressWarnings("unchecked") // that is what the resolver gives
  private static List<? extends SocketAddress> asAddresses(@Nullable Object found) {
    return (List<? extends SocketAddress>) Objects.requireNonNull(found);
  }

  private @Nullable Object awaiting(AsyncFuture<?> future, Driver driver, int point)
      throws Throwable {
    awaited = future;
    return await(future, driver, point);
  }

  private R open(DefaultLoop loop, Connector.Attempt attempt) throws Exception {
    connector = null;
    try {
      SocketTransport transport =
          new SocketTransport(
              loop, attempt.channel, attempt.registration, factory.get(), ended -> {});
      transport.start();
      return asResult.apply(transport);
    } catch (Exception e) {
      attempt.registration.close();
      throw e;
    }
  }

  private void startTimer(DefaultLoop loop) throws SocketTimeoutException {
    Duration timeout = options.timeout();
    if (timeout == null) {
      return;
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw timeout(null);
    }
    alarm =
        loop.callLater(
            timeout,
            () -> timedOut = awaited != null && awaited.cancel("the connection timed out"));
  }

  private SocketTimeoutException timeout(@Nullable Throwable cause) {
    SocketTimeoutException timeout =
        new SocketTimeoutException("no connection to " + target() + " within " + options.timeout());
    timeout.initCause(cause);
    return timeout;
  }

  private void stopTimer() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private Object target() {
    return addresses != null ? addresses : host + ":" + port;
  }

  @Override
  protected Object waitsFor() {
    return state == AWAITS_ADDRESSES ? "the address of " + host : "a connection to " + target();
  }

  @Override
  protected String type() {
    return "openConnection".equals(function) ? "net.Streams" : "EventLoop";
  }

  @Override
  protected String function() {
    return function;
  }
}
