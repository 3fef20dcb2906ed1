package dev.continuo.net;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a {@link Protocol} sees it: asyncio's {@code Transport}. Used on the loop's
 * thread; calls from another one throw {@link IllegalStateException}.
 */
public interface Transport {

  /**
   * Writes now what the socket takes, and keeps a copy of the rest until it takes it. Dropped
   * without a word when the transport is closing: the protocol learns it from {@link
   * Protocol#connectionLost}.
   *
   * @param data what is between its position and limit; the caller has it back when this returns,
   *     with its position at its limit
   * @throws IllegalStateException after {@link #writeEof}
   */
  void write(ByteBuffer data);

  /**
   * The same.
   *
   * @param data all of its bytes are written; the caller may change it when this returns
   */
  default void write(byte[] data) {
    write(ByteBuffer.wrap(data));
  }

  /** Closes the writing half once all that was written is on its way; twice does nothing. */
  void writeEof();

  /**
   * Stops reading, and closes once all that was written is on its way; twice does nothing. A peer
   * that never reads keeps it from that: see {@link #abort}.
   */
  void close();

  /** Closes at once, and drops what was not sent; {@link Protocol#connectionLost} comes next. */
  void abort();

  /**
   * Whether {@link #close} or {@link #abort} was called, or the connection is lost.
   *
   * @return true then
   */
  boolean isClosing();

  /** Calls {@link Protocol#dataReceived} no more, so that the peer has to wait. */
  void pauseReading();

  /** Takes {@link #pauseReading} back. */
  void resumeReading();

  /**
   * Whether {@link Protocol#dataReceived} may be called.
   *
   * @return false while reading is paused, after the end of the input, and when closing
   */
  boolean isReading();

  /**
   * How much was written and not sent.
   *
   * @return a number of bytes
   */
  int bufferedBytes();

  /**
   * Sets when {@link Protocol#pauseWriting} and {@link Protocol#resumeWriting} are called; 64 KiB
   * and 16 KiB if this is not called.
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
   * The address of the other end.
   *
   * @return the address, known also after the connection is lost
   */
  SocketAddress remoteAddress();

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
  Protocol protocol();

  /**
   * Has another protocol called from now on; {@link Protocol#connectionMade} is not called again.
   *
   * @param protocol the next one
   */
  void setProtocol(Protocol protocol);
}
