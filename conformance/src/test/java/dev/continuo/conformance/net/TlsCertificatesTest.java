package dev.continuo.conformance.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.conformance.net.Issuer.Issued;
import dev.continuo.net.TlsCertificates;
import dev.continuo.net.TlsOptions;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and key stores that are not what they should be say so before anybody connects. */
class TlsCertificatesTest {

  private static final Issuer ISSUER = new Issuer("an issuer");
  private static final Issued ONE = ISSUER.issue("one.example");

  @TempDir Path directory;

  private Path file(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content);
  }

  private static TlsCertificates own(Path chain, Path key) throws Exception {
    return TlsCertificates.NONE.withOwn(chain, key);
  }

  @Test
  void keysThatAreNotRead() throws Exception {
    Path chain = ONE.to(directory);
    Path old = file("old.key", Issuer.pem("RSA PRIVATE KEY", new byte[] {1}));
    assertThatThrownBy(() -> own(chain, old))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("old.key has its key as RSA PRIVATE KEY")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in old.key");
    Path secret = file("secret.key", Issuer.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}));
    assertThatThrownBy(() -> own(chain, secret)).hasMessageContaining("ENCRYPTED PRIVATE KEY");
    Path none = file("none.key", "nothing\n");
    assertThatThrownBy(() -> own(chain, none)).hasMessageContaining("has no private key");
    Path broken = file("broken.key", Issuer.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> own(chain, broken))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("broken.key: its private key cannot be read")
        .hasMessageContaining("RSA, EC, EdDSA");
    assertThatThrownBy(() -> own(chain, directory.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void certificatesThatAreNotRead() throws Exception {
    Path key = ONE.to(directory);
    Path none = file("none.pem", Issuer.pem("PRIVATE KEY", new byte[] {1}));
    assertThatThrownBy(() -> own(none, key))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("none.pem has no certificate");
    Path broken = file("broken.pem", Issuer.pem("CERTIFICATE", new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> TlsOptions.trusting(broken))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("broken.pem: certificate 1 cannot be read");
  }

  @Test
  void aKeyOfAnotherCertificate() throws Exception {
    Path chain = ONE.to(directory);
    for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
      Path key = ISSUER.issueWith(algorithm, "two.example").to(directory);
      assertThatThrownBy(() -> own(chain, key))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("is not that of the first certificate")
          .hasMessageContaining("CN=one.example");
    }
  }

  private static KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  @Test
  void keyStores() throws Exception {
    char[] password = "secret".toCharArray();
    KeyStore keys = store();
    assertThatThrownBy(() -> TlsCertificates.NONE.withOwn(keys, password))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("no private key");
    assertThatThrownBy(() -> TlsCertificates.NONE.withTrusted(keys))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("no certificate to trust");
    keys.setKeyEntry("own", ONE.key(), password, new X509Certificate[] {ONE.certificate()});
    assertThat(TlsCertificates.NONE.withOwn(keys, password).toString())
        .contains("CN=one.example", "trusted=those of the JDK");
    keys.setCertificateEntry("trusted", ONE.certificate());
    assertThat(TlsCertificates.NONE.withTrusted(keys).toString()).contains("trusted=1");
    assertThatThrownBy(() -> TlsCertificates.NONE.withOwn(keys, "wrong".toCharArray()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void optionsThatMakeNoSense() {
    TlsOptions options = TlsOptions.DEFAULT;
    assertThat(options.verifiesHostname()).isTrue();
    assertThatThrownBy(() -> options.withAlpn("h2", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withServerName(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withHandshakeTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("handshakeTimeout");
    assertThatThrownBy(() -> options.withShutdownTimeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shutdownTimeout");
  }
}
