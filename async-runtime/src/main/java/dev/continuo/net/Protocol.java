package dev.continuo.net;

import java.nio.ByteBuffer;

/**
 * What a {@link Transport} tells the other half of a connection: asyncio's {@code Protocol}. All
 * methods are callbacks of the loop, on its thread:
 *
 * <pre>
 *   connectionMade ──▶ dataReceived … ──▶ eofReceived? ──▶ connectionLost
 *                      pauseWriting, resumeWriting …
 * </pre>
 *
 * <p>A callback that throws ends the connection: the exception goes to the loop's exception handler
 * and is the cause that {@link #connectionLost} gets.
 *
 * <pre>{@code
 * final class Echo implements Protocol {
 *   private Transport transport;
 *   public void connectionMade(Transport transport) { this.transport = transport; }
 *   public void dataReceived(ByteBuffer data) { transport.write(data); }
 *   public void connectionLost(Throwable cause) {}
 * }
 * }</pre>
 */
public interface Protocol extends BaseProtocol {

  /**
   * The connection stands; called once, before anything else.
   *
   * @param transport what to write to
   */
  void connectionMade(Transport transport);

  /**
   * Bytes have come, in pieces that have nothing to do with how they were written.
   *
   * @param data at least one byte; the buffer belongs to the loop and is used again after the call,
   *     so a protocol copies what it keeps
   */
  void dataReceived(ByteBuffer data);

  /**
   * The peer writes no more.
   *
   * @return whether the transport stays open for writing; if not, it is closed once all that was
   *     written is on its way
   */
  default boolean eofReceived() {
    return false;
  }
}
