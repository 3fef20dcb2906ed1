package dev.continuo.internal.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong, and with whom: the JDK's own words leave the peer out, and often why. */
final class Failures {

  /** OpenSSL sends its alert so when it refuses a certificate, and the JDK wants it encrypted. */
  private static final String ALERT_IN_PLAIN_TEXT =
      "Insufficient buffer remaining for AEAD cipher fragment (2)";

  private static final Map<Class<? extends Throwable>, String> TIMES =
      Map.of(
          CertificateExpiredException.class, "has expired",
          CertificateNotYetValidException.class, "is not valid yet",
          CertificateRevokedException.class, "is revoked");

  private Failures() {}

  /** A handshake failed. */
  static SSLHandshakeException handshake(String peer, @Nullable Throwable cause) {
    return handshake(
        peer, cause == null ? "the connection was closed during it" : reason(cause), cause);
  }

  static SSLHandshakeException handshake(String peer, String reason, @Nullable Throwable cause) {
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

  private static final String ALERT = "Received fatal alert: ";

  private static String reason(Throwable cause) {
    Throwable certificate = find(cause, CertificateException.class);
    if (certificate != null || find(cause, CertPathValidatorException.class) != null) {
      return certificateReason(cause, certificate);
    }
    String text = String.valueOf(cause.getMessage());
    if (text.contains("nrecognized SSL message")) {
      return "what came is not TLS; perhaps the other side speaks plain text";
    }
    if (text.startsWith(ALERT_IN_PLAIN_TEXT)) {
      return "the other side refuses it, most likely the certificate that it was shown";
    }
    int alert = text.indexOf(ALERT); // JDK 25 has the name in brackets before it, too
    if (alert >= 0) {
      return "the other side refuses it: " + text.substring(alert + ALERT.length());
    }
    return text;
  }

  private static String certificateReason(Throwable cause, @Nullable Throwable certificate) {
    String whose = "its certificate, or one that has signed it, ";
    for (var each : TIMES.entrySet()) {
      Throwable found = find(cause, each.getKey());
      if (found != null) {
        return whose + each.getValue() + ": " + found.getMessage();
      }
    }
    Throwable nobody = find(cause, CertPathBuilderException.class);
    if (nobody != null) {
      return "its certificate is not trusted: nobody that this side trusts has signed it ("
          + nobody.getMessage()
          + ")";
    }
    Throwable invalid = find(cause, CertPathValidatorException.class);
    if (invalid != null) {
      return whose + "is not valid: " + invalid.getMessage();
    }
    return "its certificate is refused: "
        + (certificate == null ? cause : certificate).getMessage();
  }

  private static @Nullable Throwable find(Throwable cause, Class<? extends Throwable> type) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return t;
      }
    }
    return null;
  }
}
