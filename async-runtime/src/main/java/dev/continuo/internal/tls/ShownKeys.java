package dev.continuo.internal.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate to show. The JDK asks for one kind of key after the other, and its own
 * managers look at the name within a kind only: a client would get the wrong host's EC certificate
 * though there is the right one's RSA.
 *
 * <pre>
 *   server:  one is for the name that is asked for   that one, if it is of the kind
 *            none is, or no name is sent             the first of the kind
 *   client:  the first of the kinds that an issuer has signed whom the server names
 * </pre>
 */
public final class ShownKeys extends X509ExtendedKeyManager {

  private static final String ALIAS = "own-";

  private final List<OwnCertificate> all;

  /** Makes one of these. */
  public ShownKeys(List<OwnCertificate> all) {
    this.all = all;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    String name = requestedName(engine);
    Predicate<OwnCertificate> ofKind = each -> isOfKind(each, keyType);
    if (name == null) {
      return first(ofKind);
    }
    Predicate<OwnCertificate> isMeant = each -> each.isFor(name);
    return first(all.stream().anyMatch(isMeant) ? ofKind.and(isMeant) : ofKind);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    return forClient(keyTypes, issuers);
  }

  private @Nullable String forClient(String[] keyTypes, Principal @Nullable [] issuers) {
    for (String keyType : keyTypes) {
      String found = first(each -> isOfKind(each, keyType) && isFrom(each, issuers));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String requestedName(SSLEngine engine) {
    if (engine.getHandshakeSession() instanceof ExtendedSSLSession session) {
      for (SNIServerName each : session.getRequestedServerNames()) {
        if (each instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return null;
  }

  private @Nullable String first(Predicate<OwnCertificate> condition) {
    for (int i = 0; i < all.size(); i++) {
      if (condition.test(all.get(i))) {
        return ALIAS + i;
      }
    }
    return null;
  }

  /** A kind is that of the key, perhaps with that of the issuer's: {@code EC}, {@code EC_RSA}. */
  private static boolean isOfKind(OwnCertificate one, String keyType) {
    String algorithm = one.key().getAlgorithm();
    return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_");
  }

  private static boolean isFrom(OwnCertificate one, Principal @Nullable [] issuers) {
    if (issuers == null || issuers.length == 0) {
      return true;
    }
    List<Principal> wanted = Arrays.asList(issuers);
    return one.chain().stream().anyMatch(each -> wanted.contains(each.getIssuerX500Principal()));
  }

  private String @Nullable [] aliases(String keyType, Principal @Nullable [] issuers) {
    List<String> aliases = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (isOfKind(all.get(i), keyType) && isFrom(all.get(i), issuers)) {
        aliases.add(ALIAS + i);
      }
    }
    return aliases.isEmpty() ? null : aliases.toArray(new String[0]);
  }

  private @Nullable OwnCertificate byAlias(String alias) {
    for (int i = 0; i < all.size(); i++) {
      if (alias.equals(ALIAS + i)) {
        return all.get(i);
      }
    }
    return null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    OwnCertificate one = byAlias(alias);
    return one == null ? null : one.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    OwnCertificate one = byAlias(alias);
    return one == null ? null : one.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType, issuers);
  }

  // For sockets, which a context made for engines may be used for as well: without the name

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return forClient(keyTypes, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return first(each -> isOfKind(each, keyType));
  }
}
