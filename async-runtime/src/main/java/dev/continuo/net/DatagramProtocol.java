package dev.continuo.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * What a {@link DatagramTransport} tells a program: asyncio's {@code DatagramProtocol}. All methods
 * are callbacks of the loop, on its thread:
 *
 * <pre>
 *   connectionMade ──▶ datagramReceived, errorReceived … ──▶ connectionLost
 *                      pauseWriting, resumeWriting …
 * </pre>
 *
 * <p>What {@link #datagramReceived} or {@link #errorReceived} throws goes to the loop's exception
 * handler and ends nothing: anybody may send a datagram, and none of them should end a server. What
 * another callback throws ends the endpoint.
 *
 * <pre>{@code
 * final class Echo implements DatagramProtocol {
 *   private DatagramTransport transport;
 *   public void connectionMade(DatagramTransport transport) { this.transport = transport; }
 *   public void datagramReceived(ByteBuffer data, SocketAddress from) { transport.sendTo(data, from); }
 *   public void connectionLost(Throwable cause) {}
 * }
 * }</pre>
 */
public interface DatagramProtocol extends BaseProtocol {

  /**
   * The endpoint is open; called once, before anything else.
   *
   * @param transport what to send with
   */
  void connectionMade(DatagramTransport transport);

  /**
   * A datagram has come, whole.
   *
   * @param data its bytes, none if it is empty; the buffer belongs to the loop and is used again
   *     after the call, so a protocol copies what it keeps
   * @param from who sent it
   */
  void datagramReceived(ByteBuffer data, SocketAddress from);

  /**
   * A datagram could not be sent or received; the endpoint stays open. For a connected endpoint
   * {@link java.net.PortUnreachableException} says that nobody listens there (ICMP, RFC 792); an
   * unconnected one is not told.
   *
   * @param error what happened
   */
  default void errorReceived(IOException error) {}
}
