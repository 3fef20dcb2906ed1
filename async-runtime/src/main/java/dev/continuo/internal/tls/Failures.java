package dev.continuo.internal.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong, and with whom: the JDK's own words leave the peer out, and often why. */
final class Failures {

  private Failures() {}

  /** A handshake failed. */
  static SSLHandshakeException handshake(String peer, @Nullable Throwable cause) {
    return handshake(
        peer, cause == null ? "the connection was closed during it" : reason(cause), cause);
  }

  static SSLHandshakeException handshake(
      String peer, String reason, @Nullable Throwable cause) {
    SSLHandshakeException failure =
        new SSLHandshakeException("the TLS handshake with " + peer + " failed: " + reason);
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  /** Something else failed, after the handshake. */
  static SSLException record(String peer, Throwable cause) {
    return new SSLException("TLS with " + peer + ": " + reason(cause), cause);
  }

  static SSLException truncated(String peer) {
    return new SSLException(
        "the input from "
            + peer
            + " is truncated: the connection ended without TLS's close_notify, so somebody may have"
            + " cut it off");
  }

  static SSLException renegotiation(String peer) {
    return new SSLException(
        peer + " wants to renegotiate TLS within the connection, which is refused");
  }

  private static String reason(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof CertificateExpiredException) {
        return "its certificate, or one that has signed it, has expired: " + t.getMessage();
      }
      if (t instanceof CertificateNotYetValidException) {
        return "its certificate, or one that has signed it, is not valid yet: " + t.getMessage();
      }
      if (t instanceof CertificateRevokedException) {
        return "its certificate, or one that has signed it, is revoked: " + t.getMessage();
      }
      if (t instanceof CertPathBuilderException) {
        return "its certificate is not trusted: nobody that this side trusts has signed it ("
            + t.getMessage()
            + ")";
      }
      if (t instanceof CertificateException && t.getCause() == null) {
        return "its certificate is refused: " + t.getMessage();
      }
    }
    if (text.startsWith("Unsupported or unrecognized SSL message")) {
      return "what came is not TLS; perhaps the other side speaks plain text";
    }
    if (text.startsWith("Received fatal alert: ")) {
      return "the other side refuses it: " + text.substring("Received fatal alert: ".length());
    }
    return text;
  }
}
