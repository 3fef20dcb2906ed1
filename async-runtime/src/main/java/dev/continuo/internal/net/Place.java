package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.internal.DefaultLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a socket goes to or stands: an address, or a host and a port whose addresses are looked up.
 *
 * @param host null for all addresses of this machine
 * @param address null if there is a host and a port
 */
record Place(@Nullable String host, int port, @Nullable SocketAddress address) {

  static Place of(SocketAddress address) {
    if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
      return new Place(internet.getHostString(), internet.getPort(), null);
    }
    if (address == null) {
      throw new NullPointerException("address");
    }
    return new Place(null, 0, address);
  }

  /** A host and one of the ports from {@code least} to 65535. */
  static Place of(@Nullable String host, int port, int least) {
    if (port < least || port > 0xffff) {
      throw new IllegalArgumentException(
          "a port is a number from " + least + " to 65535, not " + port);
    }
    return new Place(host, port, null);
  }

  /** The address that needs no lookup; null if there is none. */
  @Nullable List<? extends SocketAddress> known() {
    return address == null ? null : List.of(address);
  }

  /** The addresses, from a thread of its own. */
  AsyncFuture<List<InetSocketAddress>> lookUp(DefaultLoop loop) {
    return Resolver.resolve(loop, host, port);
  }

  @Override
  public String toString() {
    return address != null ? address.toString() : host + ":" + port;
  }
}
