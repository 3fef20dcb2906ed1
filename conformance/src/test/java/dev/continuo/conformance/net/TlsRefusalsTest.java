package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFunction;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.TlsOptions.ClientAuth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that must fail, each with a reason that a reader understands. */
class TlsRefusalsTest extends SecureTalks {

  @Async
  private static Coroutine<Void> neverServed(Connection connection) {
    throw new AssertionError("it was handed out: " + connection);
  }

  /** Connects once; gives the failure of the client, and fills what the server reports. */
  @Async
  private static Coroutine<String> failure(
      TlsOptions serverTls, TlsOptions clientTls, String host, List<Throwable> serverSide) {
    List<Throwable> reports = reports();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    String message;
    try (Server server =
        await(Streams.startServer(TlsRefusalsTest::neverServed, "127.0.0.1", 0, options))) {
      try {
        Connection connection =
            await(connect(host, server.port(), clientTls), SSLHandshakeException.class);
        throw new AssertionError("it was not refused: " + connection);
      } catch (SSLHandshakeException e) {
        message = String.valueOf(e.getMessage());
        assertThat(message).contains(":" + server.port()).startsWith("the TLS handshake with ");
      }
      while (server.connections() > 0) {
        await(yieldNow());
      }
      assertThat(server.isServing()).isTrue();
    }
    serverSide.addAll(reports);
    return value(message);
  }

  private static String failure(TlsOptions serverTls, TlsOptions clientTls) {
    return failure(serverTls, clientTls, "127.0.0.1");
  }

  private static String failure(TlsOptions serverTls, TlsOptions clientTls, String host) {
    List<Throwable> reports = new ArrayList<>();
    String message = Continuo.run(failure(serverTls, clientTls, host, reports));
    assertThat(reports).hasSize(1); // what the client has told it, or why it refuses
    assertThat(reports.get(0)).isInstanceOf(SSLHandshakeException.class);
    return message;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void certificates(String version) throws Exception {
    TlsOptions trusts = client.withProtocols(version);
    assertThat(failure(shows(ISSUER.issue("elsewhere.example")), trusts))
        .contains("its certificate is refused", "127.0.0.1");
    assertThat(failure(shows(ISSUER.issue("elsewhere.example")), trusts, "localhost"))
        .contains("its certificate is refused", "localhost");
    assertThat(failure(server, trusts.withServerName("other.example")))
        .contains("other.example:", "its certificate is refused");
    assertThat(failure(shows(STRANGER.issue("127.0.0.1")), trusts))
        .contains("is not trusted: nobody that this side trusts has signed it");
    assertThat(failure(server, TlsOptions.DEFAULT.withProtocols(version)))
        .contains("is not trusted");
    Instant longAgo = Instant.now().minus(Duration.ofDays(100));
    assertThat(failure(shows(ISSUER.issue("EC", longAgo, "127.0.0.1")), trusts))
        .contains("has expired");
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    assertThat(failure(shows(ISSUER.issue("EC", tomorrow, "127.0.0.1")), trusts))
        .contains("is not valid yet");
  }

  @Test
  void aCertificateThatHasSignedItself() throws Exception {
    Issuer.Issued itself = new Issuer("127.0.0.1").itself();
    assertThat(failure(shows(itself), client)).contains("is not trusted");
  }

  @Async
  private static Coroutine<Void> echoes(Connection connection) {
    await(connection.writer().write("hello\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("hello");
    return done();
  }

  @Test
  void whoAsksForItGetsAnyHostButNotAnyIssuer() throws Exception {
    TlsOptions unchecked = client.dangerouslyWithoutHostnameCheck();
    talk(shows(ISSUER.issue("elsewhere.example")), unchecked, Talks::echo, TlsRefusalsTest::echoes);
    assertThat(failure(shows(STRANGER.issue("127.0.0.1")), unchecked)).contains("is not trusted");
  }

  @Test
  void aCertificateThatIsTrustedItself() throws Exception {
    Issuer own = new Issuer("127.0.0.1");
    talk(
        shows(own.itself()),
        TlsOptions.trusting(own.to(directory)).dangerouslyWithoutHostnameCheck(),
        Talks::echo,
        TlsRefusalsTest::echoes);
  }

  @Test
  void noProtocolInCommon() {
    assertThat(failure(server.withAlpn("h2"), client.withAlpn("http/1.1")))
        .contains("the other side refuses it: no_application_protocol");
  }

  @Test
  void noVersionInCommon() {
    assertThat(failure(server.withProtocols("TLSv1.3"), client.withProtocols("TLSv1.2")))
        .contains("the other side refuses it: protocol_version");
  }

  @Test
  void aServerWithoutCertificate() {
    assertThat(failure(client, client)).contains("the other side refuses it: handshake_failure");
  }

  // ---- client certificates

  @Async
  private static Coroutine<String> readFailure(
      TlsOptions serverTls, TlsOptions clientTls, List<Throwable> serverSide) {
    List<Throwable> reports = reports();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    String message;
    try (Server server =
        await(Streams.startServer(TlsRefusalsTest::neverServed, "127.0.0.1", 0, options))) {
      try (Connection connection =
          await(connect("127.0.0.1", server.port(), clientTls), SSLException.class)) {
        await(connection.writer().write("early"), SSLException.class);
        byte[] read = await(connection.reader().read(1), SSLException.class);
        throw new AssertionError("read " + read.length);
      } catch (SSLException e) {
        message = String.valueOf(e.getMessage());
      }
    }
    serverSide.addAll(reports);
    return value(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientsWithoutTheCertificateThatTheServerNeeds(String version) throws Exception {
    TlsOptions needs =
        showsAndTrusts(ISSUER.issue("127.0.0.1"))
            .withClientAuth(ClientAuth.NEEDED)
            .withProtocols(version);
    List<Throwable> reports = new ArrayList<>();
    assertThat(Continuo.run(readFailure(needs, client, reports)))
        .contains("127.0.0.1:", "the other side refuses it: ");
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0)).hasMessageContaining("client certificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEEDED", "WANTED"})
  void clientsWithACertificateFromAStranger(ClientAuth policy) throws Exception {
    // The server names whom it trusts: only a client that does not listen sends another.
    TlsOptions asks = showsAndTrusts(ISSUER.issue("127.0.0.1")).withClientAuth(policy);
    Issuer impostor = new Issuer("our issuer");
    List<Throwable> reports = new ArrayList<>();
    assertThat(Continuo.run(readFailure(asks, showsAndTrusts(impostor.issue("Eve")), reports)))
        .contains("the other side refuses it: ");
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0)).hasMessageContaining("certificate");
  }

  // ---- not TLS

  @Async
  private static Coroutine<Void> plainClient(TlsOptions serverTls, List<Throwable> serverSide) {
    List<Throwable> reports = reports();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server =
        await(Streams.startServer(TlsRefusalsTest::neverServed, "127.0.0.1", 0, options))) {
      try (Connection connection = await(Streams.openConnection("127.0.0.1", server.port()))) {
        await(connection.writer().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n"));
        byte[] all = await(connection.reader().readAll());
        assertThat(all.length).isLessThan(20); // an alert, or nothing
      }
    }
    serverSide.addAll(reports);
    return done();
  }

  @Test
  void plainHttpToATlsPort() {
    List<Throwable> reports = new ArrayList<>();
    Continuo.run(plainClient(server, reports));
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0))
        .hasMessageContaining("what came is not TLS; perhaps the other side speaks plain text");
  }

  @Async
  private static Coroutine<String> tlsTo(
      AsyncFunction<Connection, Void> handler, TlsOptions clientTls) {
    try (Server server = await(Streams.startServer(handler, "127.0.0.1", 0))) {
      ConnectOptions options = ConnectOptions.DEFAULT.withTls(clientTls);
      try {
        Connection connection =
            await(Streams.openConnection("127.0.0.1", server.port(), options), IOException.class);
        throw new AssertionError("it was not refused: " + connection);
      } catch (IOException e) {
        return value(String.valueOf(e.getMessage()));
      }
    }
  }

  @Async
  private static Coroutine<Void> greets(Connection connection) {
    await(connection.writer().write("220 mail.example ready\r\n"));
    await(connection.reader().readAll());
    return done();
  }

  @Test
  void tlsToAPlainPort() {
    assertThat(Continuo.run(tlsTo(TlsRefusalsTest::greets, client)))
        .contains("127.0.0.1:", "what came is not TLS; perhaps the other side speaks plain text");
  }
}
