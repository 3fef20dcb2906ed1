package dev.continuo.internal.tls;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.net.Layer;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Protocol;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.Transport;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts TLS below protocols. */
public final class TlsLayers {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private TlsLayers() {}

  /** For connections to a host: the factory itself if the options say nothing of TLS. */
  public static Supplier<? extends Protocol> connecting(
      Supplier<? extends Protocol> factory, ConnectOptions options, String host, int port) {
    TlsOptions tls = options.tls();
    return tls == null ? factory : below(factory, TlsSide.client(tls, host, port));
  }

  /** For connections to an address: the factory itself if the options say nothing of TLS. */
  public static Supplier<? extends Protocol> connecting(
      Supplier<? extends Protocol> factory, ConnectOptions options, SocketAddress address) {
    TlsOptions tls = options.tls();
    return tls == null ? factory : below(factory, TlsSide.client(tls, address));
  }

  /** For the connections of a server: the factory itself if the options say nothing of TLS. */
  public static Supplier<? extends Protocol> accepting(
      Supplier<? extends Protocol> factory, ServerOptions options) {
    TlsOptions tls = options.tls();
    return tls == null ? factory : below(factory, TlsSide.server(tls));
  }

  private static Supplier<Protocol> below(Supplier<? extends Protocol> factory, TlsSide side) {
    return () -> new Beginning(side, factory.get());
  }

  /**
   * Puts TLS over a transport whose protocol knows it already.
   *
   * @param first what came for TLS, and was given to the protocol
   */
  static Layer over(
      Transport transport,
      Protocol protocol,
      TlsOptions options,
      boolean isServer,
      ByteBuffer first) {
    TlsSide side =
        isServer ? TlsSide.server(options) : TlsSide.client(options, transport.remoteAddress());
    if (transport.isClosing()) {
      throw new IllegalStateException("the connection is closed: " + transport);
    }
    transport.resumeReading();
    // A protocol that has paused for what the transport has to send goes on: the layer counts anew.
    int size = transport.bufferedBytes();
    transport.setWriteBufferLimits(size, Math.max(size, 1));
    return put(side, transport, protocol, true, first);
  }

  private static Layer put(
      TlsSide side, Transport transport, Protocol protocol, boolean upgrades, ByteBuffer first) {
    TlsLayer layer = new TlsLayer(DefaultLoop.running(), side, transport, protocol, upgrades);
    transport.setProtocol(layer);
    layer.begin(first);
    return layer;
  }

  /** Stands in until there is a transport to put the layer over. */
  private static final class Beginning implements Protocol {
    private final TlsSide side;
    private final Protocol protocol;

    Beginning(TlsSide side, Protocol protocol) {
      this.side = side;
      this.protocol = protocol;
    }

    @Override
    public void connectionMade(Transport transport) {
      var unused = put(side, transport, protocol, false, NOTHING);
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      throw new IllegalStateException("the layer gets the data");
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {}
  }
}
