package dev.continuo.conformance.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Issues certificates for tests: just enough DER for X.509 (RFC 5280, 4.1), signed with ECDSA. */
final class Issuer {

  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final byte[] ECDSA_WITH_SHA256 =
      sequence(der(6, new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2}));

  private final String name;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** A root, which has signed itself. */
  Issuer(String name) {
    this.name = name;
    this.keys = keys("EC");
    this.certificate =
        certificate(
            name,
            name,
            keys,
            keys,
            Instant.now().minus(Duration.ofDays(1)),
            Duration.ofDays(2),
            true);
  }

  /** A certificate and its key. */
  record Issued(X509Certificate certificate, PrivateKey key) {
    /** Writes both into one PEM file. */
    Path to(Path directory) throws IOException, GeneralSecurityException {
      Path file = directory.resolve(certificate.getSerialNumber() + ".pem");
      return Files.writeString(
          file,
          "# a comment\n"
              + pem("CERTIFICATE", certificate.getEncoded())
              + pem("PRIVATE KEY", key.getEncoded()));
    }
  }

  /** The root as a certificate to show. */
  Issued itself() {
    return new Issued(certificate, keys.getPrivate());
  }

  /** Writes the certificate of this one into a PEM file. */
  Path to(Path directory) throws IOException, GeneralSecurityException {
    return Files.writeString(
        directory.resolve("root-" + certificate.getSerialNumber() + ".pem"),
        pem("CERTIFICATE", certificate.getEncoded()));
  }

  static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  /** Issues one that is valid now, with an EC key. */
  Issued issue(String... hosts) {
    return issueWith("EC", hosts);
  }

  Issued issueWith(String algorithm, String... hosts) {
    return issue(algorithm, Instant.now().minus(Duration.ofDays(1)), hosts);
  }

  /** Issues one that is valid for two days. */
  Issued issue(String algorithm, Instant from, String... hosts) {
    KeyPair own = keys(algorithm);
    String subject = hosts.length == 0 ? "nobody" : hosts[0];
    return new Issued(
        certificate(name, subject, own, keys, from, Duration.ofDays(2), false, hosts),
        own.getPrivate());
  }

  private static KeyPair keys(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (!algorithm.equals("Ed25519")) {
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static X509Certificate certificate(
      String issuer,
      String subject,
      KeyPair subjectKeys,
      KeyPair issuerKeys,
      Instant from,
      Duration valid,
      boolean isIssuer,
      String... hosts) {
    byte[] body =
        sequence(
            der(0xa0, der(2, new byte[] {2})), // version 3
            der(2, BigInteger.valueOf(SERIAL.getAndIncrement()).toByteArray()),
            ECDSA_WITH_SHA256,
            name(issuer),
            sequence(time(from), time(from.plus(valid))),
            name(subject),
            subjectKeys.getPublic().getEncoded(),
            der(0xa3, sequence(isIssuer ? mayIssue() : alternativeNames(hosts))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuerKeys.getPrivate());
      signature.update(body);
      byte[] signed = sequence(body, ECDSA_WITH_SHA256, bits(signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] mayIssue() {
    byte[] yes = der(1, new byte[] {-1});
    return sequence(der(6, new byte[] {0x55, 0x1d, 19}), yes, der(4, sequence(yes)));
  }

  private static byte[] alternativeNames(String... hosts) {
    byte[][] names = new byte[hosts.length][];
    for (int i = 0; i < hosts.length; i++) {
      names[i] =
          hosts[i].equals("127.0.0.1")
              ? der(0x87, new byte[] {127, 0, 0, 1})
              : der(0x82, hosts[i].getBytes(US_ASCII));
    }
    return sequence(der(6, new byte[] {0x55, 0x1d, 17}), der(4, sequence(names)));
  }

  private static byte[] name(String commonName) {
    byte[] type = der(6, new byte[] {0x55, 4, 3});
    return sequence(der(0x31, sequence(type, der(12, commonName.getBytes(UTF_8)))));
  }

  private static byte[] time(Instant when) {
    return der(24, TIME.format(when).getBytes(US_ASCII));
  }

  private static byte[] bits(byte[] content) {
    byte[] withUnused = new byte[content.length + 1];
    System.arraycopy(content, 0, withUnused, 1, content.length);
    return der(3, withUnused);
  }

  private static byte[] sequence(byte[]... parts) {
    return der(0x30, parts);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    List.of(parts).forEach(content::writeBytes);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    int length = content.size();
    if (length < 0x80) {
      all.write(length);
    } else if (length < 0x100) {
      all.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      all.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }
}
