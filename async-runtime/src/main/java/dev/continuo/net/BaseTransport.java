package dev.continuo.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Transport} and a {@link DatagramTransport} have in common: asyncio's {@code
 * BaseTransport}. Used on the loop's thread; calls from another one throw {@link
 * IllegalStateException}.
 */
public interface BaseTransport {

  /**
   * Stops reading, and closes once all that was written is on its way; twice does nothing. A peer
   * that never reads keeps a connection from that: see {@link #abort}.
   */
  void close();

  /**
   * Closes at once, and drops what was not sent; {@link BaseProtocol#connectionLost} comes next.
   */
  void abort();

  /**
   * Whether {@link #close} or {@link #abort} was called, or the connection is lost.
   *
   * @return true then
   */
  boolean isClosing();

  /**
   * How much was written and not sent.
   *
   * @return a number of bytes; each datagram counts 8 more, the size of its header
   */
  int bufferedBytes();

  /**
   * Sets when {@link BaseProtocol#pauseWriting} and {@link BaseProtocol#resumeWriting} are called;
   * 64 KiB and 16 KiB if this is not called.
   *
   * @param low the low-water mark in bytes, 0 or more
   * @param high the high-water mark, no less than {@code low}
   * @throws IllegalArgumentException if they are not so
   */
  void setWriteBufferLimits(int low, int high);

  /**
   * The address of this end.
   *
   * @return the address; null if the connection is lost
   */
  @Nullable SocketAddress localAddress();

  /**
   * Sets an option of the socket, such as {@link java.net.StandardSocketOptions#SO_KEEPALIVE}.
   *
   * @param option which
   * @param value its value
   * @param <T> the type of the value
   * @throws IOException if the socket is closed or refuses
   * @throws UnsupportedOperationException if this kind of socket has no such option
   */
  <T> void setOption(SocketOption<T> option, T value) throws IOException;

  /**
   * Who is called.
   *
   * @return the protocol
   */
  BaseProtocol protocol();
}
