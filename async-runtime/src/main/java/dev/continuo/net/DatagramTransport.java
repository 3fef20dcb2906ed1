package dev.continuo.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint for datagrams as a {@link DatagramProtocol} sees it: asyncio's {@code
 * DatagramTransport}. Used on the loop's thread; calls from another one throw {@link
 * IllegalStateException}.
 */
public interface DatagramTransport extends BaseTransport {

  /**
   * Sends a datagram to the remote address of a connected endpoint, as {@link #sendTo} does.
   *
   * @param data what is between its position and limit
   * @throws IllegalStateException if the endpoint has no remote address
   */
  void send(ByteBuffer data);

  /**
   * Sends a datagram now, or keeps a copy until the system takes it. What goes wrong is told by
   * {@link DatagramProtocol#errorReceived}, at once or later. Dropped without a word when the
   * transport is closing.
   *
   * @param data what is between its position and limit, which may be nothing: an empty datagram is
   *     sent too, but from a connected endpoint, where the JDK can not and {@link
   *     DatagramProtocol#errorReceived} says so. At most 65,507 bytes go through IPv4, and what is
   *     more than the path takes in one piece, about 1,400, is likelier lost. The caller has the
   *     buffer back when this returns, with its position at its limit
   * @param target where to; of a connected endpoint only its remote address
   * @throws IllegalArgumentException if the address is not resolved, or not the one that a
   *     connected endpoint has
   */
  void sendTo(ByteBuffer data, SocketAddress target);

  /**
   * Receives also what is sent to a group, until {@link #leaveGroup} or the end.
   *
   * @param group a multicast address
   * @param network the interface at which to listen
   * @throws IOException if the system refuses, for an interface without multicast for example
   * @throws IllegalArgumentException if it is no multicast address, or of another family
   */
  void joinGroup(InetAddress group, NetworkInterface network) throws IOException;

  /**
   * Takes {@link #joinGroup} or {@link DatagramOptions#withGroup} back.
   *
   * @param group the multicast address
   * @param network the interface
   * @throws IllegalArgumentException if this is not in the group
   */
  void leaveGroup(InetAddress group, NetworkInterface network);

  /**
   * The address that a connected endpoint sends to and hears from.
   *
   * @return the address, known also after the end; null if it is not connected
   */
  @Nullable SocketAddress remoteAddress();

  @Override
  DatagramProtocol protocol();
}
