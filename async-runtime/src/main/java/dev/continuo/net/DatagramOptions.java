package dev.continuo.net;

import dev.continuo.internal.net.SocketOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint for datagrams is opened. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * DatagramOptions.bound("localhost", 7777)
 * DatagramOptions.connected("localhost", 7777).withReceiveBufferSize(1 << 20)
 * DatagramOptions.bound(null, 5353).withReuseAddress(true).withGroup(mdns, network)
 * }</pre>
 *
 * <p>Addresses may be unresolved ({@link InetSocketAddress#createUnresolved}): their names are
 * looked up on another thread then. Datagrams of Unix domain sockets are not offered: the JDK has
 * none.
 *
 * @param localAddress where to receive; null for a port that the system chooses, at all addresses
 * @param remoteAddress whom to send to and hear from, and nobody else; null for everybody
 * @param family IPv4 or IPv6; null for that of the addresses, or of the first group, and for both
 *     if they leave it open
 * @param queueLimit how many datagrams a {@link DatagramEndpoint} keeps that nobody has received, 1
 *     or more; those that come then are dropped and counted
 * @param socketOptions options of the socket and their values
 * @param groups the multicast groups to join
 */
public record DatagramOptions(
    @Nullable InetSocketAddress localAddress,
    @Nullable InetSocketAddress remoteAddress,
    @Nullable StandardProtocolFamily family,
    int queueLimit,
    Map<SocketOption<?>, Object> socketOptions,
    List<Group> groups) {

  /**
   * A multicast group at one interface.
   *
   * @param address a multicast address
   * @param network the interface
   */
  public record Group(InetAddress address, NetworkInterface network) {
    @Override
    public String toString() {
      return address.getHostAddress() + " at " + network.getName();
    }
  }

  /** A port that the system chooses, and 1,024 datagrams kept. */
  public static final DatagramOptions DEFAULT =
      new DatagramOptions(null, null, null, 1024, Map.of(), List.of());

  /**
   * Makes options.
   *
   * @param localAddress see above
   * @param remoteAddress see above
   * @param family see above
   * @param queueLimit see above
   * @param socketOptions see above; copied
   * @param groups see above; copied
   * @throws IllegalArgumentException if the limit is less than 1, or a value is not of the type of
   *     its option
   */
  public DatagramOptions {
    if (queueLimit < 1) {
      throw new IllegalArgumentException("an endpoint keeps 1 datagram or more, not " + queueLimit);
    }
    socketOptions = SocketOptions.checked(socketOptions);
    groups = List.copyOf(groups);
  }

  /**
   * For an endpoint that waits for others: a server.
   *
   * @param host the name or address to receive at; null for all of this machine
   * @param port from 1 to 65535, or 0 for one that the system chooses
   * @return options
   * @throws IllegalArgumentException if the port is none
   */
  public static DatagramOptions bound(@Nullable String host, int port) {
    return DEFAULT.withLocalAddress(
        host == null
            ? new InetSocketAddress(port)
            : InetSocketAddress.createUnresolved(host, port));
  }

  /**
   * For an endpoint that talks to one other: a client. The system tells it when nobody is there.
   *
   * @param host the name or address of the other
   * @param port from 1 to 65535
   * @return options
   * @throws IllegalArgumentException if the port is none
   */
  public static DatagramOptions connected(String host, int port) {
    if (port == 0) {
      throw new IllegalArgumentException("a port is a number from 1 to 65535, not 0");
    }
    return DEFAULT.withRemoteAddress(InetSocketAddress.createUnresolved(host, port));
  }

  /**
   * With a local address.
   *
   * @param address where to receive; port 0 for one that the system chooses
   * @return a copy
   */
  public DatagramOptions withLocalAddress(InetSocketAddress address) {
    return new DatagramOptions(address, remoteAddress, family, queueLimit, socketOptions, groups);
  }

  /**
   * With a remote address.
   *
   * @param address whom to send to and hear from
   * @return a copy
   */
  public DatagramOptions withRemoteAddress(InetSocketAddress address) {
    return new DatagramOptions(localAddress, address, family, queueLimit, socketOptions, groups);
  }

  /**
   * With one family only.
   *
   * @param only {@link StandardProtocolFamily#INET} or {@link StandardProtocolFamily#INET6}
   * @return a copy
   */
  public DatagramOptions withFamily(StandardProtocolFamily only) {
    return new DatagramOptions(
        localAddress, remoteAddress, only, queueLimit, socketOptions, groups);
  }

  /**
   * Another limit of what is kept. With 64 KiB, the longest there are, 1,024 datagrams are 64 MiB.
   *
   * @param datagrams 1 or more
   * @return a copy
   */
  public DatagramOptions withQueueLimit(int datagrams) {
    return new DatagramOptions(
        localAddress, remoteAddress, family, datagrams, socketOptions, groups);
  }

  /**
   * With an option of the socket. Opening fails with {@link UnsupportedOperationException} where
   * the system has no such option.
   *
   * @param option one of {@link StandardSocketOptions} or {@code jdk.net.ExtendedSocketOptions}
   * @param value its value
   * @param <T> the type of the value
   * @return a copy
   */
  public <T> DatagramOptions withOption(SocketOption<T> option, T value) {
    Map<SocketOption<?>, Object> all = SocketOptions.with(socketOptions, option, value);
    return new DatagramOptions(localAddress, remoteAddress, family, queueLimit, all, groups);
  }

  /**
   * With or without others at the same address, for multicast.
   *
   * @param on whether they may be
   * @return a copy
   */
  public DatagramOptions withReuseAddress(boolean on) {
    return withOption(StandardSocketOptions.SO_REUSEADDR, on);
  }

  /**
   * With or without others at the same port, where the system has that; it shares the datagrams out
   * among them.
   *
   * @param on whether they may be
   * @return a copy
   */
  public DatagramOptions withReusePort(boolean on) {
    return withOption(StandardSocketOptions.SO_REUSEPORT, on);
  }

  /**
   * With or without datagrams to all of a network.
   *
   * @param on whether the system lets them through
   * @return a copy
   */
  public DatagramOptions withBroadcast(boolean on) {
    return withOption(StandardSocketOptions.SO_BROADCAST, on);
  }

  /**
   * Another size of the system's buffer for what is sent.
   *
   * @param bytes a hint; also the longest datagram on some systems
   * @return a copy
   */
  public DatagramOptions withSendBufferSize(int bytes) {
    return withOption(StandardSocketOptions.SO_SNDBUF, bytes);
  }

  /**
   * Another size of the system's buffer for what has come: what does not fit is lost, and counted
   * by the system only.
   *
   * @param bytes a hint
   * @return a copy
   */
  public DatagramOptions withReceiveBufferSize(int bytes) {
    return withOption(StandardSocketOptions.SO_RCVBUF, bytes);
  }

  /**
   * With a multicast group; {@link DatagramTransport#leaveGroup} leaves it.
   *
   * @param address a multicast address
   * @param network the interface at which to listen
   * @return a copy
   */
  public DatagramOptions withGroup(InetAddress address, NetworkInterface network) {
    List<Group> all = new ArrayList<>(groups);
    all.add(new Group(address, network));
    return new DatagramOptions(localAddress, remoteAddress, family, queueLimit, socketOptions, all);
  }

  /**
   * With an interface for what is sent to groups.
   *
   * @param network the interface
   * @return a copy
   */
  public DatagramOptions withMulticastInterface(NetworkInterface network) {
    return withOption(StandardSocketOptions.IP_MULTICAST_IF, network);
  }

  /**
   * How far what is sent to groups goes.
   *
   * @param hops 0 for this machine, 1 (what it is if this is not called) for this network, up to
   *     255
   * @return a copy
   */
  public DatagramOptions withMulticastTtl(int hops) {
    return withOption(StandardSocketOptions.IP_MULTICAST_TTL, hops);
  }

  /**
   * Whether members on this machine get what is sent to groups from here.
   *
   * @param on true is what it is if this is not called
   * @return a copy
   */
  public DatagramOptions withMulticastLoopback(boolean on) {
    return withOption(StandardSocketOptions.IP_MULTICAST_LOOP, on);
  }
}
