package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.net.Protocol;
import dev.continuo.net.Transport;

/**
 * A protocol that offers a transport to another one above it, as TLS does.
 *
 * <pre>
 *   SocketTransport ◀──▶ Layer, its transport ◀──▶ Protocol of the program
 * </pre>
 */
public interface Layer extends Protocol {

  /** What the protocol above it writes to. */
  Transport above();

  /** Done when the transport above may be handed out; fails if that will never be. */
  AsyncFuture<Transport> established();

  /** Nobody waits for it any more: aborts the connection, unless it has failed by itself. */
  void abandon();

  /** The uppermost transport over this one; itself if there is no layer. */
  static Transport top(Transport transport) {
    return transport.protocol() instanceof Layer layer ? top(layer.above()) : transport;
  }
}
