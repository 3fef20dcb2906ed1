package dev.continuo.internal.net;

import dev.continuo.EventLoop;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.IoRegistration;
import dev.continuo.net.DatagramOptions;
import dev.continuo.net.DatagramOptions.Group;
import dev.continuo.net.DatagramProtocol;
import dev.continuo.net.DatagramTransport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens an endpoint for datagrams.
 *
 * <pre>
 *   local address ──Resolver──▶ addresses ┐
 *   remote address ─Resolver──▶ addresses ┴▶ the first pair of one family that works
 *                                            ──▶ socket ──▶ DatagramSocketTransport, protocol
 * </pre>
 */
public final class OpenDatagrams<R> extends Opening<R> {

  private static final int AWAITS_LOCAL = 1;
  private static final int AWAITS_REMOTE = 2;

  private final Supplier<? extends DatagramProtocol> factory;
  private final DatagramOptions options;
  private final Function<? super DatagramTransport, ? extends R> asResult;

  /** Where it may stand; null is where the system likes. */
  private List<@Nullable InetSocketAddress> locals = List.of();

  /** Makes the coroutine of an endpoint. */
  public OpenDatagrams(
      String function,
      @Nullable EventLoop owner,
      Supplier<? extends DatagramProtocol> factory,
      DatagramOptions options,
      Function<? super DatagramTransport, ? extends R> asResult) {
    super(function, owner);
    this.factory = factory;
    this.options = options;
    this.asResult = asResult;
    track();
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    DefaultLoop loop = checkedLoop();
    Object found;
    if (state != AWAITS_REMOTE) {
      found =
          state == STARTED
              ? addresses(options.localAddress(), loop, driver, AWAITS_LOCAL)
              : driver.result();
      if (found == Driver.SUSPENDED) {
        return found;
      }
      locals = asAddresses(found);
    }
    found =
        state == AWAITS_REMOTE
            ? driver.result()
            : addresses(options.remoteAddress(), loop, driver, AWAITS_REMOTE);
    return found == Driver.SUSPENDED ? found : openFirst(loop, asAddresses(found));
  }

  private @Nullable Object addresses(
      @Nullable InetSocketAddress address, DefaultLoop loop, Driver driver, int point)
      throws Throwable {
    if (address == null || !address.isUnresolved()) {
      return Collections.singletonList(address);
    }
    return await(Place.of(address).lookUp(loop), driver, point);
  }

  @SuppressWarnings("unchecked") // that is what the resolver gives
  private static List<@Nullable InetSocketAddress> asAddresses(@Nullable Object found) {
    return (List<@Nullable InetSocketAddress>) Objects.requireNonNull(found);
  }

  private R openFirst(DefaultLoop loop, List<@Nullable InetSocketAddress> remotes)
      throws IOException {
    List<IOException> failures = new ArrayList<>();
    for (InetSocketAddress local : locals) {
      for (InetSocketAddress remote : remotes) {
        if (isPossible(local) && isPossible(remote) && isPair(local, remote)) {
          try {
            return open(loop, local, remote);
          } catch (IOException e) {
            failures.add(e);
          }
        }
      }
    }
    if (failures.isEmpty()) {
      throw new SocketException(
          "no addresses of one family: local " + locals + ", remote " + remotes + familyAsked());
    }
    IOException first = failures.get(0);
    failures.subList(1, failures.size()).forEach(first::addSuppressed);
    throw first;
  }

  private String familyAsked() {
    return options.family() == null ? "" : ", asked for " + options.family();
  }

  private boolean isPossible(@Nullable InetSocketAddress address) {
    StandardProtocolFamily wanted = options.family();
    return address == null
        || wanted == null
        || address.getAddress().isAnyLocalAddress()
        || Families.of(address.getAddress()) == wanted;
  }

  private static boolean isPair(
      @Nullable InetSocketAddress local, @Nullable InetSocketAddress remote) {
    return local == null
        || remote == null
        || local.getAddress().isAnyLocalAddress()
        || Families.of(local.getAddress()) == Families.of(remote.getAddress());
  }

  /** The family of the socket; null for both. */
  private @Nullable StandardProtocolFamily family(
      @Nullable InetSocketAddress local, @Nullable InetSocketAddress remote) {
    if (options.family() != null) {
      return options.family();
    }
    if (remote != null) {
      return Families.of(remote.getAddress());
    }
    if (!options.groups().isEmpty()) {
      return Families.of(options.groups().get(0).address());
    }
    return local == null || local.getAddress().isAnyLocalAddress()
        ? null
        : Families.of(local.getAddress());
  }

  private R open(
      DefaultLoop loop, @Nullable InetSocketAddress local, @Nullable InetSocketAddress remote)
      throws IOException {
    StandardProtocolFamily family = family(local, remote);
    DatagramChannel channel =
        family == null ? DatagramChannel.open() : DatagramChannel.open(family);
    IoRegistration registration = null;
    boolean opened = false;
    try {
      SocketOptions.apply(options.socketOptions(), channel);
      bind(channel, local, family);
      if (remote != null) {
        channel.connect(remote);
      }
      registration = loop.io().register(channel, Nobody.INSTANCE);
      DatagramSocketTransport transport =
          new DatagramSocketTransport(loop, channel, registration, factory.get());
      for (Group each : options.groups()) {
        transport.joinGroup(each.address(), each.network());
      }
      transport.start();
      R result = asResult.apply(transport);
      opened = true;
      return result;
    } finally {
      if (!opened) {
        if (registration != null) {
          registration.close();
        } else {
          channel.close();
        }
      }
    }
  }

  private static void bind(
      DatagramChannel channel,
      @Nullable InetSocketAddress local,
      @Nullable StandardProtocolFamily family)
      throws IOException {
    try {
      if (local != null
          && local.getAddress().isAnyLocalAddress()
          && family == StandardProtocolFamily.INET) {
        channel.bind(anyOfIpv4(local.getPort()));
      } else {
        channel.bind(local);
      }
    } catch (SocketException e) {
      BindException failure =
          new BindException("cannot receive at " + local + ": " + e.getMessage());
      failure.initCause(e);
      throw failure;
    }
  }

  /** A socket of IPv4 does not take the wildcard of IPv6. */
  private static InetSocketAddress anyOfIpv4(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[4]), port);
  }

  @Override
  protected Object waitsFor() {
    return "the address of "
        + (state == AWAITS_REMOTE ? options.remoteAddress() : options.localAddress());
  }

  @Override
  String typeAbove() {
    return "net.DatagramEndpoint";
  }
}
