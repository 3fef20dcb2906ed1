package dev.continuo.internal.tls;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A certificate and its private key.
 *
 * @param chain the certificate, then those that lead to the root
 * @param source where it is from, for messages
 */
public record OwnCertificate(List<X509Certificate> chain, PrivateKey key, String source) {

  /** Of the kinds of alternative names (RFC 5280, 4.2.1.6). */
  private static final Integer DNS_NAME = 2;

  /** Throws if the key is not that of the certificate: a peer would only see a bad signature. */
  public void check() throws GeneralSecurityException {
    PublicKey known = chain.get(0).getPublicKey();
    if (!fits(known)) {
      throw new KeyException(
          source
              + ": the private key ("
              + key.getAlgorithm()
              + ") is not that of the first certificate ("
              + known.getAlgorithm()
              + ", "
              + chain.get(0).getSubjectX500Principal()
              + ")");
    }
  }

  private boolean fits(PublicKey known) throws GeneralSecurityException {
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm());
    try {
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(known);
      signature.update(text);
      return signature.verify(signed);
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private String algorithm() throws KeyException {
    String name = key.getAlgorithm();
    return switch (name) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
      default -> throw new KeyException(source + ": TLS has no use for a key of " + name);
    };
  }

  /** Whether it is for a host: by its alternative names, in which {@code *} stands for a label. */
  boolean isFor(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    String wildcard = dot < 0 ? name : "*" + name.substring(dot);
    try {
      Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
      if (names == null) {
        return false;
      }
      for (List<?> each : names) {
        if (each.get(0).equals(DNS_NAME)) {
          String known = String.valueOf(each.get(1)).toLowerCase(Locale.ROOT);
          if (known.equals(name) || known.equals(wildcard)) {
            return true;
          }
        }
      }
      return false;
    } catch (CertificateParsingException e) {
      return false; // then its peer cannot read them either
    }
  }

  @Override
  public String toString() {
    return chain.get(0).getSubjectX500Principal() + " from " + source;
  }
}
