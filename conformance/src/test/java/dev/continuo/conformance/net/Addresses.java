package dev.continuo.conformance.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses without a lookup. */
final class Addresses {

  /** 127.0.0.1. */
  static final InetAddress IPV4 = of(127, 0, 0, 1);

  /** ::1. */
  static final InetAddress IPV6 = of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  private Addresses() {}

  /** The address of these bytes. */
  static InetAddress of(int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(all);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** A port of this machine. */
  static InetSocketAddress local(int port) {
    return new InetSocketAddress(IPV4, port);
  }
}
