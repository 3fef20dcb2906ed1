package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.TimerHandle;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
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
 *                                                        with a Layer: until it is established
 * </pre>
 */
public final class Connect<R> extends Opening<R> {

  private static final int AWAITS_ADDRESSES = 1;
  private static final int AWAITS_SOCKET = 2;
  private static final int AWAITS_LAYER = 3;

  private final Place place;
  private final Supplier<? extends Protocol> factory;
  private final ConnectOptions options;
  private final Function<? super Transport, ? extends R> asResult;
  private @Nullable List<? extends SocketAddress> addresses;
  private @Nullable Connector connector;
  private @Nullable Layer layer;
  private @Nullable TimerHandle alarm;
  private @Nullable AsyncFuture<?> awaited;

  /** The time is over, be it that this is resumed for another reason. */
  private boolean isLate;

  /** The time is over, and that is why what is awaited was cancelled. */
  private boolean timedOut;

  private int requestsBefore;

  private Connect(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ConnectOptions options,
      Function<? super Transport, ? extends R> asResult,
      Place place) {
    super(function, owner);
    this.factory = factory;
    this.options = options;
    this.asResult = asResult;
    this.place = place;
    this.addresses = place.known();
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
    Place place = Place.of(Objects.requireNonNull(host), port, 1);
    return new Connect<>(function, owner, factory, options, asResult, place);
  }

  /** To an address of any kind. */
  public static <R> Connect<R> toAddress(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ConnectOptions options,
      Function<? super Transport, ? extends R> asResult,
      SocketAddress address) {
    return new Connect<>(function, owner, factory, options, asResult, Place.of(address));
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
      if (layer != null) {
        layer.abandon();
      }
      if (timedOut && cancelRequests() == requestsBefore) {
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
    DefaultLoop loop = checkedLoop();
    if (state == AWAITS_LAYER) {
      return asResult.apply((Transport) Objects.requireNonNull(driver.result()));
    }
    if (state == STARTED) {
      startTimer(loop);
      if (addresses == null) {
        Object known = awaiting(place.lookUp(loop), driver, AWAITS_ADDRESSES);
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
      if (isLate) {
        throw timeout(null);
      }
      connector = new Connector(loop, Objects.requireNonNull(addresses), options);
      attempt = awaiting(connector.start(), driver, AWAITS_SOCKET);
      if (attempt == Driver.SUSPENDED) {
        return attempt;
      }
    }
    Transport made = open(loop, (Connector.Attempt) Objects.requireNonNull(attempt));
    if (made.protocol() instanceof Layer below) {
      layer = below;
      Object above = awaiting(below.established(), driver, AWAITS_LAYER);
      if (above == Driver.SUSPENDED) {
        return above;
      }
      made = below.above();
    }
    return asResult.apply(made);
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

  private Transport open(DefaultLoop loop, Connector.Attempt attempt) throws Exception {
    connector = null;
    boolean opened = false;
    try {
      SocketTransport transport =
          new SocketTransport(
              loop, attempt.channel, attempt.registration, factory.get(), ended -> {});
      transport.start();
      opened = true;
      return transport;
    } finally {
      if (!opened) {
        attempt.registration.close();
      }
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
    requestsBefore = cancelRequests();
    alarm =
        loop.callLater(
            timeout,
            () -> {
              isLate = true;
              timedOut = awaited != null && awaited.cancel("the connection timed out");
            });
  }

  /**
   * How often the task was asked to end: a program that is cancelled hears of that, not of time.
   */
  private static int cancelRequests() {
    Task<?> task = DefaultLoop.running().currentTask();
    return task == null ? 0 : task.cancelling();
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
    return addresses != null ? addresses : place;
  }

  @Override
  protected Object waitsFor() {
    return switch (state) {
      case AWAITS_ADDRESSES -> "the address of " + place.host();
      case AWAITS_LAYER -> "the handshake with " + target();
      default -> "a connection to " + target();
    };
  }

  @Override
  String typeAbove() {
    return "net.Streams";
  }
}
