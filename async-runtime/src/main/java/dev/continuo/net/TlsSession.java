package dev.continuo.net;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of a TLS connection agreed on: asyncio's {@code get_extra_info} of {@code
 * cipher}, {@code peercert} and {@code ssl_object}. See {@link Connection#tls()}.
 *
 * @param session the JDK's view of it, with the cipher suite and the certificates
 * @param applicationProtocol what ALPN chose; null if it chose nothing
 */
public record TlsSession(SSLSession session, @Nullable String applicationProtocol) {

  /**
   * The version of TLS.
   *
   * @return such as {@code TLSv1.3}
   */
  public String protocol() {
    return session.getProtocol();
  }

  /**
   * Whether one direction can be closed and the other stay open. Before TLS 1.3 a peer that gets
   * the end of the input answers with its own at once, and drops what it had not sent (RFC 5246,
   * 7.2.1).
   *
   * @return true for TLS 1.3
   */
  public boolean isHalfCloseable() {
    return protocol().equals("TLSv1.3");
  }

  /**
   * The cipher suite.
   *
   * @return such as {@code TLS_AES_256_GCM_SHA384}
   */
  public String cipherSuite() {
    return session.getCipherSuite();
  }

  /**
   * The certificates that the peer has shown, verified.
   *
   * @return its own first; empty if it has shown none, which only clients may
   */
  public List<X509Certificate> peerCertificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Certificate each : session.getPeerCertificates()) {
        certificates.add((X509Certificate) each);
      }
    } catch (SSLPeerUnverifiedException e) {
      return List.of(); // that is how the session says that there is none
    }
    return List.copyOf(certificates);
  }
}
