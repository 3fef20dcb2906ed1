package dev.continuo.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys in PEM files, as openssl and the issuers of certificates write
 * them; what stands around the sections is comment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
 */
public final class Pem {

  private static final Pattern SECTION =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private Pem() {}

  /** What stands between BEGIN and END. */
  private static final class Section {
    final String label;
    final byte[] der;

    Section(String label, byte[] der) {
      this.label = label;
      this.der = der;
    }
  }

  private static List<Section> sections(Path file) throws IOException {
    // Comments may have any encoding; the sections are ASCII.
    Matcher matcher = SECTION.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    List<Section> sections = new ArrayList<>();
    while (matcher.find()) {
      try {
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
        sections.add(new Section(matcher.group(1), der));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            file + ": the section " + matcher.group(1) + " is not Base64: " + e.getMessage(), e);
      }
    }
    return sections;
  }

  /** The certificates of a file, in its order; at least one. */
  public static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Section each : sections(file)) {
      if (each.label.equals("CERTIFICATE")) {
        try {
          certificates.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each.der)));
        } catch (CertificateException e) {
          throw new CertificateException(
              file
                  + ": certificate "
                  + (certificates.size() + 1)
                  + " cannot be read: "
                  + e.getMessage(),
              e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException(
          file + " has no certificate: a section -----BEGIN CERTIFICATE----- is expected");
    }
    return certificates;
  }

  /** The private key of a file. */
  public static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    for (Section each : sections(file)) {
      if (each.label.equals("PRIVATE KEY")) {
        return privateKey(file, each.der);
      }
      if (each.label.endsWith("PRIVATE KEY")) {
        throw new KeyException(
            file
                + " has its key as "
                + each.label
                + ", which is not read; convert it to unencrypted PKCS#8:"
                + " openssl pkcs8 -topk8 -nocrypt -in "
                + file.getFileName()
                + " -out key.pem");
      }
    }
    throw new KeyException(
        file + " has no private key: a section -----BEGIN PRIVATE KEY----- is expected");
  }

  private static PrivateKey privateKey(Path file, byte[] der) throws GeneralSecurityException {
    KeyException failure =
        new KeyException(
            file + ": its private key cannot be read; it should be one of " + KEY_ALGORITHMS);
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        failure.addSuppressed(e); // the key says itself what it is: the others do not take it
      }
    }
    throw failure;
  }
}
