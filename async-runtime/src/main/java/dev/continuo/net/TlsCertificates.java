package dev.continuo.net;

import dev.continuo.internal.tls.OwnCertificate;
import dev.continuo.internal.tls.Pem;
import dev.continuo.internal.tls.ShownKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that one side of TLS shows, and those that it trusts; what an {@link SSLContext}
 * is made of. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * TlsCertificates.NONE
 *     .withOwn(Path.of("server.pem"), Path.of("server.key"))
 *     .withTrusted(Path.of("ca-of-our-clients.pem"))
 * }</pre>
 *
 * <p>Most programs need only {@link TlsOptions#withCertificates}. The methods that read files block
 * the thread: call them before the loop runs, or with {@code toThread}. Thread-safe.
 */
public final class TlsCertificates {

  /** Shows none, and trusts those that the JDK trusts. */
  public static final TlsCertificates NONE = new TlsCertificates(List.of(), null);

  private final List<OwnCertificate> own;

  /** Null for what the JDK trusts. */
  private final @Nullable List<X509Certificate> trusted;

  private TlsCertificates(List<OwnCertificate> own, @Nullable List<X509Certificate> trusted) {
    this.own = own;
    this.trusted = trusted;
  }

  /**
   * Shows one more certificate, from PEM files. Of several, a server shows the one that is for the
   * name that the client asks for (SNI), and the first if none is.
   *
   * @param chain the certificate, and behind it those that lead to the root
   * @param key its private key in unencrypted PKCS#8 ({@code BEGIN PRIVATE KEY}): RSA, EC or
   *     Ed25519; may be the same file
   * @return a copy
   * @throws IOException if a file cannot be read
   * @throws GeneralSecurityException if they are not what they should be, or do not belong together
   */
  public TlsCertificates withOwn(Path chain, Path key)
      throws IOException, GeneralSecurityException {
    return withOwn(
        new OwnCertificate(
            Pem.certificates(chain), Pem.privateKey(key), chain + " with the key of " + key));
  }

  /**
   * Shows the certificates of a key store that have a private key there.
   *
   * @param keys loaded; not changed
   * @param password of its keys
   * @return a copy
   * @throws GeneralSecurityException if the store has no private key, the password is wrong, or a
   *     certificate and a key do not belong together
   */
  public TlsCertificates withOwn(KeyStore keys, char[] password) throws GeneralSecurityException {
    TlsCertificates result = this;
    for (String alias : Collections.list(keys.aliases())) {
      if (keys.isKeyEntry(alias) && keys.getKey(alias, password) instanceof PrivateKey key) {
        List<X509Certificate> chain = new ArrayList<>();
        for (var each : keys.getCertificateChain(alias)) {
          chain.add((X509Certificate) each);
        }
        result = result.withOwn(new OwnCertificate(chain, key, "the entry " + alias));
      }
    }
    if (result == this) {
      throw new GeneralSecurityException("the key store has no private key with a certificate");
    }
    return result;
  }

  private TlsCertificates withOwn(OwnCertificate one) throws GeneralSecurityException {
    one.check();
    List<OwnCertificate> all = new ArrayList<>(own);
    all.add(one);
    return new TlsCertificates(List.copyOf(all), trusted);
  }

  /**
   * Trusts the certificates of a PEM file, and what they have signed; no longer those that the JDK
   * trusts. A second call adds to the first.
   *
   * @param certificates roots, or the very certificate of a peer
   * @return a copy
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it has no certificate, or one that cannot be read
   */
  public TlsCertificates withTrusted(Path certificates)
      throws IOException, GeneralSecurityException {
    return withTrusted(Pem.certificates(certificates));
  }

  /**
   * Trusts the certificates of a key store that stand there without a private key, and what they
   * have signed; no longer those that the JDK trusts. A second call adds to the first.
   *
   * @param certificates loaded; not changed
   * @return a copy
   * @throws GeneralSecurityException if it has none
   */
  public TlsCertificates withTrusted(KeyStore certificates) throws GeneralSecurityException {
    List<X509Certificate> found = new ArrayList<>();
    for (String alias : Collections.list(certificates.aliases())) {
      if (certificates.isCertificateEntry(alias)
          && certificates.getCertificate(alias) instanceof X509Certificate each) {
        found.add(each);
      }
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException("the key store has no certificate to trust");
    }
    return withTrusted(found);
  }

  private TlsCertificates withTrusted(List<X509Certificate> more) {
    List<X509Certificate> all = new ArrayList<>(trusted == null ? List.of() : trusted);
    all.addAll(more);
    return new TlsCertificates(own, List.copyOf(all));
  }

  /**
   * Makes the context. Sessions are resumed only within one context: make it once.
   *
   * @return a new one
   * @throws GeneralSecurityException if the JDK's security providers cannot
   */
  public SSLContext toContext() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = own.isEmpty() ? null : new KeyManager[] {new ShownKeys(own)};
    context.init(keys, trustManagers(), null);
    return context;
  }

  private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException {
    if (trusted == null) {
      return null;
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("trusted-" + i, trusted.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return factory.getTrustManagers();
    } catch (IOException e) {
      throw new GeneralSecurityException("cannot make an empty key store", e);
    }
  }

  @Override
  public String toString() {
    return "TlsCertificates[own="
        + own
        + ", trusted="
        + (trusted == null ? "those of the JDK" : trusted.size())
        + "]";
  }
}
