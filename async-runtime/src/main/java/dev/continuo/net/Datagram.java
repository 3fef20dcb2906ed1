package dev.continuo.net;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A datagram that has come, made by {@link DatagramEndpoint}.
 *
 * <pre>{@code
 * Datagram question = await(endpoint.receive());
 * await(endpoint.send("hello, " + question.text(), question.sender()));
 * }</pre>
 */
public final class Datagram {

  private final byte[] data;
  private final InetSocketAddress sender;

  Datagram(byte[] data, InetSocketAddress sender) {
    this.data = data;
    this.sender = sender;
  }

  /**
   * Its bytes.
   *
   * @return always the same array, which belongs to the caller; of length 0 if the datagram is
   *     empty
   */
  public byte[] data() {
    return data;
  }

  /**
   * Its bytes as text in UTF-8; malformed input becomes U+FFFD.
   *
   * @return the text
   */
  public String text() {
    return new String(data, StandardCharsets.UTF_8);
  }

  /**
   * Where it came from, or says so: whoever sends a datagram may write another address on it.
   *
   * @return the address
   */
  public InetSocketAddress sender() {
    return sender;
  }

  @Override
  public String toString() {
    return "Datagram[" + data.length + " bytes from " + sender + "]";
  }
}
