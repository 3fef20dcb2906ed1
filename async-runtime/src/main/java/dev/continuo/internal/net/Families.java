package dev.continuo.internal.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;

/** Which kind of socket an address needs. */
final class Families {

  private Families() {}

  static StandardProtocolFamily of(SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? of(internet.getAddress())
        : StandardProtocolFamily.UNIX;
  }

  /** That of an internet address; IPv4 for one that is not resolved, which the socket refuses. */
  static StandardProtocolFamily of(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }
}
