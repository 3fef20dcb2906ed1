package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.TlsCertificates;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.TlsOptions.ClientAuth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two ends agree on, and that what one writes is what the other reads. */
class TlsTest extends SecureTalks {

  // ---- bytes

  @Async
  private static Coroutine<Void> asksTwice(Connection connection, String version) {
    await(connection.writer().write("hello\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("hello");
    assertThat(requireNonNull(connection.tls()).protocol()).isEqualTo(version);
    assertThat(requireNonNull(connection.tls()).cipherSuite()).startsWith("TLS_");
    assertThat(requireNonNull(connection.tls()).applicationProtocol()).isNull();
    assertThat(requireNonNull(connection.tls()).peerCertificates()).hasSize(1);
    assertThat(connection.toString()).contains(version);
    await(connection.writer().write("again\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("again");
    return done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anEcho(String version) {
    talk(server, client.withProtocols(version), Talks::echo, c -> asksTwice(c, version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void keysOfEachKind(String algorithm) throws Exception {
    TlsOptions shows = shows(ISSUER.issueWith(algorithm, "127.0.0.1"));
    talk(shows, client, Talks::echo, c -> asksTwice(c, "TLSv1.3"));
  }

  /** Writes pieces of random sizes, and says what it wrote. */
  @Async
  private static Coroutine<byte[]> writesMuch(Connection connection, long seed, int total)
      throws Exception {
    Random random = new Random(seed);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int left = total;
    while (left > 0) {
      byte[] piece =
          new byte[Math.min(left, random.nextInt(random.nextInt(10) == 0 ? 300_000 : 5000) + 1)];
      random.nextBytes(piece);
      digest.update(piece);
      await(connection.writer().write(piece));
      left -= piece.length;
    }
    return value(digest.digest());
  }

  @Async
  private static Coroutine<byte[]> readsMuch(Connection connection, long seed, int total)
      throws Exception {
    Random random = new Random(seed);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int left = total;
    while (left > 0) {
      byte[] piece = await(connection.reader().read(random.nextInt(100_000) + 1));
      assertThat(piece.length).isPositive();
      digest.update(piece);
      left -= piece.length;
    }
    assertThat(left).isZero();
    return value(digest.digest());
  }

  private static final int MUCH = 10_000_000;

  @Async
  private static Coroutine<Void> bothWays(Connection connection, long seed, Task<byte[]>[] tasks)
      throws Exception {
    int own = (int) seed;
    tasks[own] = createTask(writesMuch(connection, seed, MUCH));
    tasks[own + 1] = createTask(readsMuch(connection, -seed, MUCH));
    await(tasks[own]);
    await(tasks[own + 1]);
    return done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of tasks
  void muchInBothDirectionsAtOnce(String version) {
    Task<byte[]>[] tasks = new Task[4];
    talk(
        server,
        client.withProtocols(version),
        c -> bothWays(c, 0, tasks),
        c -> bothWays(c, 2, tasks));
    assertThat(tasks[0].result()).isEqualTo(tasks[3].result());
    assertThat(tasks[2].result()).isEqualTo(tasks[1].result());
  }

  // ---- what is agreed on

  @Async
  private static Coroutine<Void> tellsItsProtocol(Connection connection) {
    await(connection.writer().write(requireNonNull(connection.tls()).applicationProtocol() + "\n"));
    return done();
  }

  @Async
  private static Coroutine<Void> hasProtocol(Connection connection, @Nullable String name) {
    assertThat(requireNonNull(connection.tls()).applicationProtocol()).isEqualTo(name);
    assertThat(await(connection.reader().readLine())).isEqualTo("" + name);
    return done();
  }

  @Test
  void theServerChoosesTheProtocolThatItPrefers() {
    talk(
        server.withAlpn("h2", "http/1.1"),
        client.withAlpn("http/1.1", "h2"),
        TlsTest::tellsItsProtocol,
        c -> hasProtocol(c, "h2"));
    talk(server.withAlpn("h2"), client, TlsTest::tellsItsProtocol, c -> hasProtocol(c, null));
    talk(server, client.withAlpn("h2"), TlsTest::tellsItsProtocol, c -> hasProtocol(c, null));
  }

  @Async
  private static Coroutine<Void> isFor(Connection connection, String name) {
    assertThat(
            requireNonNull(connection.tls())
                .peerCertificates()
                .get(0)
                .getSubjectX500Principal()
                .getName())
        .isEqualTo("CN=" + name);
    return done();
  }

  @Test
  void theServerShowsTheCertificateOfTheNameThatIsAskedFor() throws Exception {
    Path one = ISSUER.issue("one.example").to(directory);
    Path two = ISSUER.issueWith("RSA", "two.example").to(directory);
    Path three = ISSUER.issue("*.three.example").to(directory);
    TlsOptions shows =
        TlsOptions.DEFAULT.withCertificates(
            TlsCertificates.NONE.withOwn(one, one).withOwn(two, two).withOwn(three, three));
    for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
      TlsOptions asks = client.withProtocols(version);
      talk(shows, asks.withServerName("one.example"), Talks::echo, c -> isFor(c, "one.example"));
      talk(shows, asks.withServerName("two.example"), Talks::echo, c -> isFor(c, "two.example"));
      talk(
          shows,
          asks.withServerName("a.three.example"),
          Talks::echo,
          c -> isFor(c, "*.three.example"));
    }
  }

  // ---- client certificates

  @Async
  private static Coroutine<Void> tellsTheClient(Connection connection) {
    var shown = requireNonNull(connection.tls()).peerCertificates();
    String name = shown.isEmpty() ? "nobody" : shown.get(0).getSubjectX500Principal().getName();
    await(connection.writer().write(name + "\n"));
    return done();
  }

  @Async
  private static Coroutine<Void> isCalled(Connection connection, String name) {
    assertThat(await(connection.reader().readLine())).isEqualTo(name);
    return done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theServerKnowsAClientByItsCertificate(String version) throws Exception {
    TlsOptions asks = showsAndTrusts(ISSUER.issue("127.0.0.1")).withProtocols(version);
    TlsOptions ada = showsAndTrusts(ISSUER.issue("Ada"));
    talk(
        asks.withClientAuth(ClientAuth.NEEDED),
        ada,
        TlsTest::tellsTheClient,
        c -> isCalled(c, "CN=Ada"));
    talk(
        asks.withClientAuth(ClientAuth.WANTED),
        ada,
        TlsTest::tellsTheClient,
        c -> isCalled(c, "CN=Ada"));
    talk(
        asks.withClientAuth(ClientAuth.WANTED),
        client,
        TlsTest::tellsTheClient,
        c -> isCalled(c, "nobody"));
    talk(asks, ada, TlsTest::tellsTheClient, c -> isCalled(c, "nobody"));
  }

  // ---- half-close

  @Async
  private static Coroutine<Void> answersAtTheEnd(Connection connection) {
    byte[] all = await(connection.reader().readAll());
    await(connection.writer().write("got " + all.length + "\n"));
    return done();
  }

  @Async
  private static Coroutine<Void> closesOneHalf(Connection connection) {
    await(connection.writer().write(new byte[100_000]));
    connection.writer().writeEof();
    connection.writer().writeEof();
    assertThat(await(connection.reader().readLine())).isEqualTo("got 100000");
    assertThat(await(connection.reader().readLine())).isNull();
    assertThat(connection.reader().atEof()).isTrue();
    return done();
  }

  @Test
  void afterItsHalfIsClosedAClientStillReads() {
    talk(server, client, TlsTest::answersAtTheEnd, TlsTest::closesOneHalf);
  }

  @Async
  private static Coroutine<Void> writesAfterTheEnd(Connection connection, String[] seen)
      throws IOException {
    await(connection.reader().readAll());
    try {
      await(connection.writer().write("too late\n"), IOException.class);
    } catch (IOException e) {
      seen[0] = e.getMessage();
    }
    return done();
  }

  @Async
  private static Coroutine<Void> closesBothHalves(Connection connection) {
    await(connection.writer().write("x"));
    connection.writer().writeEof();
    assertThat(await(connection.reader().readLine())).isNull();
    return done();
  }

  @Test
  void beforeTls13BothHalvesCloseAtOnce() {
    String[] seen = new String[1];
    talk(
        server,
        client.withProtocols("TLSv1.2"),
        c -> writesAfterTheEnd(c, seen),
        TlsTest::closesBothHalves);
    assertThat(seen[0]).contains("closed");
  }

  @Async
  private static Coroutine<Void> writesAfterItsEnd(Connection connection) {
    connection.writer().writeEof();
    try {
      connection.writer().write("x");
      throw new AssertionError("it was closed");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("writeEof");
    }
    return done();
  }

  @Test
  void nothingIsWrittenAfterTheEnd() {
    talk(server, client, Talks::echo, TlsTest::writesAfterItsEnd);
  }

  // ---- other sockets

  @Async
  private static Coroutine<Void> overUnixSocket(
      TlsOptions serverTls, TlsOptions clientTls, Path path) {
    var address = java.net.UnixDomainSocketAddress.of(path);
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server = await(Streams.startServer(Talks::echo, address, options))) {
      assertThat(server.isServing()).isTrue();
      ConnectOptions own = ConnectOptions.DEFAULT.withTls(clientTls.withServerName("localhost"));
      try (Connection connection = await(Streams.openConnection(address, own))) {
        await(connection.writer().write("hello\n"));
        assertThat(await(connection.reader().readLine())).isEqualTo("hello");
      }
    }
    return done();
  }

  @Test
  void aUnixSocketNeedsAName() {
    Path path = directory.resolve("s");
    Continuo.run(overUnixSocket(server, client, path));
    var address = java.net.UnixDomainSocketAddress.of(path);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Streams.openConnection(address, ConnectOptions.DEFAULT.withTls(client)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("withServerName");
  }

  /** Once a write has returned, what happens to its buffer is nobody's business. */
  @Async
  private static Coroutine<Void> reusesItsBuffer(Connection connection) {
    ByteBuffer buffer = ByteBuffer.allocate(8).putLong(42).flip();
    await(connection.writer().write(buffer));
    buffer.clear();
    assertThat(await(connection.reader().readExactly(8))).hasSize(8);
    assertThat(buffer.position()).isZero();
    connection.writer().writeEof();
    assertThat(await(connection.reader().readAll())).isEmpty();
    return done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aBufferThatIsUsedAgainIsNotSentAgain(String version) {
    talk(server, client.withProtocols(version), Talks::echo, TlsTest::reusesItsBuffer);
  }
}
