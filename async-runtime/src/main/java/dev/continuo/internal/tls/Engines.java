package dev.continuo.internal.tls;

import dev.continuo.internal.OwnThreads;
import dev.continuo.net.TlsOptions;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Makes engines, and runs their long calculations on threads of their own. */
final class Engines {

  static final Executor THREADS =
      OwnThreads.pool("continuo-tls", Math.max(4, Runtime.getRuntime().availableProcessors()));

  /** What looks like an address is no host name for SNI (RFC 6066, 3). */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  private Engines() {}

  /**
   * Makes an engine that has not begun its handshake. The first one of a process loads the trusted
   * certificates from a file, and hundreds of classes.
   *
   * @param host for clients: the name to prove and to send; null if there is none
   */
  static SSLEngine create(TlsOptions options, boolean isServer, @Nullable String host, int port)
      throws SSLException {
    SSLContext context = options.context();
    try {
      if (context == null) {
        context = SSLContext.getDefault();
      }
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException("the JDK has no default SSLContext: " + e.getMessage(), e);
    }
    SSLEngine engine =
        host == null ? context.createSSLEngine() : context.createSSLEngine(host, port);
    engine.setUseClientMode(!isServer);
    engine.setSSLParameters(parameters(engine.getSSLParameters(), options, isServer, host));
    return engine;
  }

  private static SSLParameters parameters(
      SSLParameters parameters, TlsOptions options, boolean isServer, @Nullable String host) {
    parameters.setApplicationProtocols(options.alpnProtocols().toArray(new String[0]));
    if (!options.protocols().isEmpty()) {
      parameters.setProtocols(options.protocols().toArray(new String[0]));
    }
    if (!options.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(options.cipherSuites().toArray(new String[0]));
    }
    if (isServer) {
      switch (options.clientAuth()) {
        case NEEDED -> parameters.setNeedClientAuth(true);
        case WANTED -> parameters.setWantClientAuth(true);
        case NONE -> parameters.setWantClientAuth(false);
      }
      return parameters;
    }
    if (options.verifiesHostname()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818, and 6125 for wildcards
    }
    if (host != null && !ADDRESS.matcher(host).matches()) {
      parameters.setServerNames(serverNames(host));
    }
    return parameters;
  }

  /** None for a name that RFC 6066 does not allow there, such as {@code my_service}. */
  private static List<SNIServerName> serverNames(String host) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    try {
      return List.of(new SNIHostName(name));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
