package dev.continuo.internal.net;

import dev.continuo.EventLoop;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.RuntimeFrame;
import dev.continuo.net.Protocol;
import dev.continuo.net.ServerOptions;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the addresses to listen at, and begins to. */
public final class Listen<S> extends RuntimeFrame<S> {

  private final String function;

  /** The only loop that may run this; null for any. */
  private final @Nullable EventLoop owner;

  private final Supplier<? extends Protocol> factory;
  private final ServerOptions options;
  private final Function<Listener, S> asServer;
  private final @Nullable String host;
  private final int port;
  private final @Nullable SocketAddress address;

  private Listen(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ServerOptions options,
      Function<Listener, S> asServer,
      @Nullable String host,
      int port,
      @Nullable SocketAddress address) {
    super(true);
    this.function = function;
    this.owner = owner;
    this.factory = factory;
    this.options = options;
    this.asServer = asServer;
    this.host = host;
    this.port = port;
    this.address = address;
    track();
  }

  /** At all addresses of a host; of this machine if that is null. */
  public static <S> Listen<S> atHost(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ServerOptions options,
      Function<Listener, S> asServer,
      @Nullable String host,
      int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
    }
    return new Listen<>(function, owner, factory, options, asServer, host, port, null);
  }

  /** At one address of any kind. */
  public static <S> Listen<S> atAddress(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ServerOptions options,
      Function<Listener, S> asServer,
      SocketAddress address) {
    return new Listen<>(
        function, owner, factory, options, asServer, null, 0, Objects.requireNonNull(address));
  }

  @Override
  @SuppressWarnings("unchecked") // that is what the resolver gives
  public @Nullable Object resume(Driver driver) throws Throwable {
    DefaultLoop loop = DefaultLoop.running();
    if (owner != null && owner != loop) {
      throw new IllegalStateException(
          function + "() was asked of another event loop than the one that runs");
    }
    Object found;
    if (address != null) {
      found = List.of(address);
    } else if (state == STARTED) {
      found = await(Resolver.resolve(loop, host, port), driver, 1);
      if (found == Driver.SUSPENDED) {
        return found;
      }
    } else {
      found = driver.result();
    }
    Listener listener = new Listener(loop, factory, options);
    listener.listen((List<? extends SocketAddress>) Objects.requireNonNull(found));
    return asServer.apply(listener);
  }

  @Override
  protected Object waitsFor() {
    return "the address of " + host;
  }

  @Override
  protected String type() {
    return "startServer".equals(function) ? "net.Streams" : "EventLoop";
  }

  @Override
  protected String function() {
    return function;
  }
}
