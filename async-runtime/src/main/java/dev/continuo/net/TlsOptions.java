package dev.continuo.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How TLS is spoken. Immutable; each method gives a changed copy. What is not said is decided by
 * the JDK, with its security properties: TLS 1.3 and 1.2, and only cipher suites that are sound.
 *
 * <pre>{@code
 * ConnectOptions.DEFAULT.withTls(TlsOptions.DEFAULT)                     // a public server
 * ConnectOptions.DEFAULT.withTls(TlsOptions.trusting(Path.of("ca.pem"))) // one of our own
 * ServerOptions.DEFAULT.withTls(
 *     TlsOptions.showing(Path.of("server.pem"), Path.of("server.key")).withAlpn("h2", "http/1.1"))
 * }</pre>
 *
 * <p>A client checks the certificate of the server, and that it is for the host that it connects
 * to. Methods that read files block the thread: call them before the loop runs.
 *
 * @param context what is trusted and shown; null for {@link SSLContext#getDefault}
 * @param alpnProtocols the protocols to agree on, the preferred one first (RFC 7301); may be empty
 * @param serverName for clients: what is sent as SNI and must stand in the certificate; null for
 *     the host that is connected to. An address such as 10.0.0.1 is checked, and not sent (RFC
 *     6066)
 * @param verifiesHostname for clients: whether the certificate must be for that name
 * @param clientAuth for servers: whether clients show a certificate
 * @param protocols those allowed, such as {@code TLSv1.3}; empty for those of the context
 * @param cipherSuites those allowed; empty for those of the context
 * @param handshakeTimeout how long the handshake may take
 * @param shutdownTimeout how long the peer may take for its part of closing the connection, counted
 *     from when all that was written is sent; what is left then is closed
 */
public record TlsOptions(
    @Nullable SSLContext context,
    List<String> alpnProtocols,
    @Nullable String serverName,
    boolean verifiesHostname,
    ClientAuth clientAuth,
    List<String> protocols,
    List<String> cipherSuites,
    Duration handshakeTimeout,
    Duration shutdownTimeout) {

  /** Whether a server asks its clients for a certificate. */
  public enum ClientAuth {
    /** It does not. */
    NONE,
    /** It does; a client that has none is served all the same, but not one with a wrong one. */
    WANTED,
    /** It does, and refuses clients that have none. */
    NEEDED
  }

  /**
   * The JDK's context, no ALPN, host names verified, no client certificates, 60 s for a handshake
   * and 30 s for a shutdown, as in asyncio.
   */
  public static final TlsOptions DEFAULT =
      new TlsOptions(
          null,
          List.of(),
          null,
          true,
          ClientAuth.NONE,
          List.of(),
          List.of(),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  /**
   * Makes options.
   *
   * @param context see above
   * @param alpnProtocols see above; each of 1 to 255 characters
   * @param serverName see above
   * @param verifiesHostname see above
   * @param clientAuth see above
   * @param protocols see above
   * @param cipherSuites see above
   * @param handshakeTimeout see above; more than zero
   * @param shutdownTimeout see above; more than zero
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TlsOptions {
    alpnProtocols = List.copyOf(alpnProtocols);
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    for (String each : alpnProtocols) {
      if (each.isEmpty() || each.length() > 255) {
        throw new IllegalArgumentException(
            "a protocol of ALPN has 1 to 255 characters, not " + each.length());
      }
    }
    if (serverName != null && serverName.isEmpty()) {
      throw new IllegalArgumentException("a server name cannot be empty");
    }
    checkTimeout("handshakeTimeout", handshakeTimeout);
    checkTimeout("shutdownTimeout", shutdownTimeout);
  }

  private static void checkTimeout(String name, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(name + " must be more than zero, not " + timeout);
    }
  }

  /**
   * For a server, or a client that shows a certificate.
   *
   * @param chain as for {@link TlsCertificates#withOwn(Path, Path)}
   * @param key as there
   * @return the defaults with that certificate
   * @throws IOException if a file cannot be read
   * @throws GeneralSecurityException if they are not what they should be, or do not belong together
   */
  public static TlsOptions showing(Path chain, Path key)
      throws IOException, GeneralSecurityException {
    return DEFAULT.withCertificates(TlsCertificates.NONE.withOwn(chain, key));
  }

  /**
   * For a client that trusts nobody but these.
   *
   * @param certificates as for {@link TlsCertificates#withTrusted(Path)}
   * @return the defaults with that trust
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it has no certificate, or one that cannot be read
   */
  public static TlsOptions trusting(Path certificates)
      throws IOException, GeneralSecurityException {
    return DEFAULT.withCertificates(TlsCertificates.NONE.withTrusted(certificates));
  }

  /**
   * With a context made of these.
   *
   * @param certificates what to show and to trust
   * @return a copy
   * @throws GeneralSecurityException if the JDK's security providers cannot make a context of them
   */
  public TlsOptions withCertificates(TlsCertificates certificates) throws GeneralSecurityException {
    return withContext(certificates.toContext());
  }

  /**
   * With a context.
   *
   * @param other initialised; its sessions are resumed
   * @return a copy
   */
  public TlsOptions withContext(SSLContext other) {
    return new TlsOptions(
        other,
        alpnProtocols,
        serverName,
        verifiesHostname,
        clientAuth,
        protocols,
        cipherSuites,
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * With protocols to agree on, asyncio's {@code set_alpn_protocols}. A server that has some and
   * shares none with a client that offers some refuses it (RFC 7301); see {@link
   * TlsSession#applicationProtocol}.
   *
   * @param names the preferred one first, such as {@code "h2", "http/1.1"}
   * @return a copy
   * @throws IllegalArgumentException if one is empty or longer than 255 characters
   */
  public TlsOptions withAlpn(String... names) {
    return new TlsOptions(
        context,
        List.of(names),
        serverName,
        verifiesHostname,
        clientAuth,
        protocols,
        cipherSuites,
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * With a name for the server other than the host that is connected to: asyncio's {@code
   * server_hostname}.
   *
   * @param name as it stands in the certificate
   * @return a copy
   * @throws IllegalArgumentException if it is empty
   */
  public TlsOptions withServerName(String name) {
    return new TlsOptions(
        context,
        alpnProtocols,
        name,
        verifiesHostname,
        clientAuth,
        protocols,
        cipherSuites,
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * Has a client take a certificate that is for another host. Whoever has any certificate that the
   * context trusts can then pretend to be the server. Better: {@link #withServerName}.
   *
   * @return a copy
   */
  public TlsOptions dangerouslyWithoutHostnameCheck() {
    return new TlsOptions(
        context,
        alpnProtocols,
        serverName,
        false,
        clientAuth,
        protocols,
        cipherSuites,
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * For servers: with or without certificates of clients. With TLS 1.3 a client that is refused
   * learns it when it reads, after its handshake.
   *
   * @param policy whether they are asked for
   * @return a copy
   */
  public TlsOptions withClientAuth(ClientAuth policy) {
    return new TlsOptions(
        context,
        alpnProtocols,
        serverName,
        verifiesHostname,
        policy,
        protocols,
        cipherSuites,
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * With other versions of TLS.
   *
   * @param names as in {@link javax.net.ssl.SSLParameters#setProtocols}, such as {@code TLSv1.3}
   * @return a copy
   */
  public TlsOptions withProtocols(String... names) {
    return new TlsOptions(
        context,
        alpnProtocols,
        serverName,
        verifiesHostname,
        clientAuth,
        List.of(names),
        cipherSuites,
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * With other cipher suites.
   *
   * @param names as in {@link javax.net.ssl.SSLParameters#setCipherSuites}, the preferred one first
   * @return a copy
   */
  public TlsOptions withCipherSuites(String... names) {
    return new TlsOptions(
        context,
        alpnProtocols,
        serverName,
        verifiesHostname,
        clientAuth,
        protocols,
        List.of(names),
        handshakeTimeout,
        shutdownTimeout);
  }

  /**
   * With another bound on the handshake: asyncio's {@code ssl_handshake_timeout}.
   *
   * @param timeout more than zero
   * @return a copy
   * @throws IllegalArgumentException if it is not
   */
  public TlsOptions withHandshakeTimeout(Duration timeout) {
    return new TlsOptions(
        context,
        alpnProtocols,
        serverName,
        verifiesHostname,
        clientAuth,
        protocols,
        cipherSuites,
        timeout,
        shutdownTimeout);
  }

  /**
   * With another bound on the shutdown: asyncio's {@code ssl_shutdown_timeout}.
   *
   * @param timeout more than zero
   * @return a copy
   * @throws IllegalArgumentException if it is not
   */
  public TlsOptions withShutdownTimeout(Duration timeout) {
    return new TlsOptions(
        context,
        alpnProtocols,
        serverName,
        verifiesHostname,
        clientAuth,
        protocols,
        cipherSuites,
        handshakeTimeout,
        timeout);
  }
}
