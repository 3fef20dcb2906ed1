package dev.continuo.net;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a {@link Protocol} sees it: asyncio's {@code Transport}. Used on the loop's
 * thread; calls from another one throw {@link IllegalStateException}.
 */
public interface Transport extends BaseTransport {

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
   * The address of the other end.
   *
   * @return the address, known also after the connection is lost
   */
  SocketAddress remoteAddress();

  /**
   * What TLS agreed on: asyncio's {@code get_extra_info}.
   *
   * @return null if this transport does not speak TLS, or its handshake is not done
   */
  default @Nullable TlsSession tls() {
    return null;
  }

  @Override
  Protocol protocol();

  /**
   * Has another protocol called from now on; {@link Protocol#connectionMade} is not called again.
   *
   * @param protocol the next one
   */
  void setProtocol(Protocol protocol);
}
