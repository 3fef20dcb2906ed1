package dev.continuo.internal.net;

import dev.continuo.EventLoop;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.Protocol;
import dev.continuo.net.ServerOptions;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the addresses to listen at, and begins to. */
public final class Listen<S> extends Opening<S> {

  private final Place place;
  private final Supplier<? extends Protocol> factory;
  private final ServerOptions options;
  private final Function<Listener, S> asServer;

  private Listen(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ServerOptions options,
      Function<Listener, S> asServer,
      Place place) {
    super(function, owner);
    this.factory = factory;
    this.options = options;
    this.asServer = asServer;
    this.place = place;
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
    return new Listen<>(function, owner, factory, options, asServer, Place.of(host, port, 0));
  }

  /** At one address of any kind. */
  public static <S> Listen<S> atAddress(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends Protocol> factory,
      ServerOptions options,
      Function<Listener, S> asServer,
      SocketAddress address) {
    return new Listen<>(function, owner, factory, options, asServer, Place.of(address));
  }

  @Override
  @SuppressWarnings("unchecked") // that is what the resolver gives
  public @Nullable Object resume(Driver driver) throws Throwable {
    DefaultLoop loop = checkedLoop();
    Object found = place.known();
    if (found == null) {
      found = state == STARTED ? await(place.lookUp(loop), driver, 1) : driver.result();
      if (found == Driver.SUSPENDED) {
        return found;
      }
    }
    Listener listener = new Listener(loop, factory, options);
    listener.listen((List<? extends SocketAddress>) Objects.requireNonNull(found));
    return asServer.apply(listener);
  }

  @Override
  protected Object waitsFor() {
    return "the address of " + place.host();
  }

  @Override
  String typeAbove() {
    return "net.Streams";
  }
}
