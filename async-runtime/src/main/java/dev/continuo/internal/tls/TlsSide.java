package dev.continuo.internal.tls;

import dev.continuo.AsyncFuture;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.Transport;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Which end of a TLS connection this is, and how it is spoken.
 *
 * @param host for clients: the name that the server has to prove; null for servers, and for a
 *     client that asks for no proof
 * @param port of that host; -1 if there is none
 */
record TlsSide(TlsOptions options, boolean isServer, @Nullable String host, int port) {

  static TlsSide server(TlsOptions options) {
    return new TlsSide(options, true, null, -1);
  }

  /** The end that connects to a host, whose name the options may replace. */
  static TlsSide client(TlsOptions options, @Nullable String host, int port) {
    String name = options.serverName() != null ? options.serverName() : host;
    if (name == null && options.verifiesHostname()) {
      throw new IllegalArgumentException(
          "there is no host whose name the certificate could be for: say TlsOptions.withServerName");
    }
    return new TlsSide(options, false, name, port);
  }

  /** The end that connects to an address, which may know its host. */
  static TlsSide client(TlsOptions options, SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? client(options, internet.getHostString(), internet.getPort())
        : client(options, null, -1);
  }

  /** Makes the engine: on another thread if that may take long. */
  AsyncFuture<SSLEngine> engine(DefaultLoop loop) {
    return loop.runInExecutor(Engines.THREADS, () -> Engines.create(options, isServer, host, port));
  }

  /** Whom messages name. */
  String peer(Transport lower) {
    return host == null || port < 0 ? String.valueOf(lower.remoteAddress()) : host + ":" + port;
  }
}
