package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFunction;
import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Protocol;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** TLS over a connection that stands: below streams and below a protocol. */
class StartTlsTest extends SecureTalks {

  // ---- streams

  /** A small mail server: greets in plain text, and echoes lines once it speaks TLS. */
  @Async
  private static Coroutine<Void> mail(Connection connection, TlsOptions tls) throws IOException {
    await(connection.writer().write("220 ready\n"));
    while (true) {
      String line = await(connection.reader().readLine(), SSLException.class);
      if (line == null) {
        return done();
      }
      if (line.equals("STARTTLS")) {
        await(connection.writer().write("220 go ahead\n"));
        await(sleep(java.time.Duration.ofMillis(5))); // the handshake may come before startTls
        await(connection.startTls(tls), SSLException.class);
      } else {
        String how =
            connection.tls() == null ? "plainly" : requireNonNull(connection.tls()).protocol();
        await(connection.writer().write(how + " " + line + "\n"));
      }
    }
  }

  @Async
  private static Coroutine<Void> mails(Connection connection, TlsOptions tls) {
    assertThat(await(connection.reader().readLine())).isEqualTo("220 ready");
    await(connection.writer().write("hello\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("plainly hello");
    assertThat(connection.tls()).isNull();
    await(connection.writer().write("STARTTLS\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("220 go ahead");
    Task<@Nullable Void> upgrade = createTask(connection.startTls(tls));
    await(yieldNow());
    await(connection.writer().write("during\n")); // goes behind the handshake
    await(upgrade);
    assertThat(connection.tls()).isNotNull();
    await(connection.writer().write("after\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("TLSv1.3 during");
    assertThat(await(connection.reader().readLine())).isEqualTo("TLSv1.3 after");
    connection.writer().writeEof();
    assertThat(await(connection.reader().readLine())).isNull();
    return done();
  }

  private static void mailTalk(TlsOptions serverTls, AsyncFunction<Connection, Void> body) {
    Continuo.run(withMailServer(serverTls, body));
  }

  @Async
  private static Coroutine<Void> withMailServer(
      TlsOptions serverTls, AsyncFunction<Connection, Void> body) {
    try (Server server = await(Streams.startServer(c -> mail(c, serverTls), "127.0.0.1", 0))) {
      try (Connection connection = await(Streams.openConnection("127.0.0.1", server.port()))) {
        await(called(body, connection));
      }
    }
    return done();
  }

  @Test
  void afterAPlainGreeting() {
    mailTalk(server, c -> mails(c, client));
  }

  @Async
  private static Coroutine<Void> injects(Connection connection, TlsOptions tls) throws IOException {
    List<Throwable> reports = reports();
    await(connection.reader().readLine());
    await(connection.writer().write("STARTTLS\nevil\n")); // as somebody in between could
    assertThat(await(connection.reader().readLine())).isEqualTo("220 go ahead");
    try {
      await(connection.startTls(tls), IOException.class);
      throw new AssertionError("what was written before was read behind the handshake");
    } catch (IOException e) {
      assertThat(connection.transport().isClosing()).isTrue();
    }
    while (reports.isEmpty()) {
      await(yieldNow());
    }
    assertThat(reports.get(0)).hasMessageContaining("what came is not TLS");
    return done();
  }

  @Test
  void whatCameInPlainTextIsNotReadAfterTheHandshake() {
    mailTalk(server, c -> injects(c, client));
  }

  @Async
  private static Coroutine<Void> distrusts(Connection connection) throws IOException {
    List<Throwable> reports = reports();
    await(connection.reader().readLine());
    await(connection.writer().write("STARTTLS\n"));
    assertThat(await(connection.reader().readLine())).isEqualTo("220 go ahead");
    try {
      await(connection.startTls(TlsOptions.DEFAULT), SSLHandshakeException.class);
      throw new AssertionError("nobody has signed it");
    } catch (SSLHandshakeException e) {
      assertThat(e).hasMessageContaining("127.0.0.1").hasMessageContaining("is not trusted");
    }
    try {
      await(connection.reader().read(1), SSLException.class);
      throw new AssertionError("the connection is lost");
    } catch (SSLException e) {
      assertThat(e).hasMessageContaining("is not trusted");
    }
    while (reports.isEmpty()) {
      await(yieldNow());
    }
    assertThat(reports.get(0)).isInstanceOf(SSLException.class);
    return done();
  }

  @Test
  void aHandshakeThatFailsLosesTheConnection() {
    mailTalk(server, StartTlsTest::distrusts);
  }

  @Async
  private static Coroutine<Void> givesUp(Connection connection, TlsOptions tls) {
    await(connection.reader().readLine()); // and never says STARTTLS
    Task<@Nullable Void> upgrade = createTask(connection.startTls(tls));
    await(yieldNow());
    upgrade.cancel();
    try {
      await(upgrade);
      throw new AssertionError("it was cancelled");
    } catch (CancelledError e) {
      assertThat(connection.transport().isClosing()).isTrue();
    }
    return done();
  }

  @Test
  void cancelledItAbortsTheConnection() {
    mailTalk(server, c -> givesUp(c, client));
  }

  @Async
  private static Coroutine<Void> readsMeanwhile(Connection connection, TlsOptions tls) {
    Task<byte[]> reader = createTask(connection.reader().readExactly(1000));
    await(yieldNow());
    try {
      await(connection.startTls(tls));
      throw new AssertionError("who reads would get the handshake");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("waits for input");
    }
    reader.cancel();
    return done();
  }

  @Test
  void nobodyMayReadMeanwhile() {
    mailTalk(server, c -> readsMeanwhile(c, client));
  }

  // ---- protocols

  /** Answers lines, and says what it is told. */
  private static class Lines implements Protocol {
    final List<String> log = new ArrayList<>();
    final AsyncFuture<Boolean> lost = EventLoop.running().createFuture();

    @SuppressWarnings("NullAway.Init") // connectionMade comes first
    Transport transport;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
      log.add("made");
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      log.add(UTF_8.decode(data).toString());
    }

    @Override
    public boolean eofReceived() {
      log.add("eof");
      return false;
    }

    @Override
    public void pauseWriting() {
      log.add("pause");
    }

    @Override
    public void resumeWriting() {
      log.add("resume");
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      log.add("lost " + cause);
      lost.setResult(true);
    }
  }

  @Async
  private static Coroutine<Void> untilLogged(Lines lines, String last) {
    while (!lines.log.get(lines.log.size() - 1).equals(last)) {
      await(yieldNow());
    }
    return done();
  }

  @Async
  private static Coroutine<Void> belowProtocols(TlsOptions serverTls, TlsOptions clientTls) {
    EventLoop loop = EventLoop.running();
    List<Lines> servers = new ArrayList<>();
    Server server =
        await(
            loop.createServer(
                () -> {
                  servers.add(new Lines());
                  return servers.get(0);
                },
                "127.0.0.1",
                0,
                ServerOptions.DEFAULT));
    Lines ours = new Lines();
    Transport plain =
        await(
            loop.createConnection(() -> ours, "127.0.0.1", server.port(), ConnectOptions.DEFAULT));
    plain.write("plain".getBytes(UTF_8));
    while (servers.isEmpty() || servers.get(0).log.size() < 2) {
      await(yieldNow());
    }
    Lines theirs = servers.get(0);
    Task<Transport> accepting =
        createTask(loop.startTls(theirs.transport, theirs, serverTls, true));
    Task<Transport> connecting = createTask(loop.startTls(plain, ours, clientTls, false));
    Transport above = await(connecting);
    Transport other = await(accepting);
    assertThat(requireNonNull(above.tls()).protocol()).isEqualTo("TLSv1.3");
    assertThat(above.protocol()).isSameAs(ours);
    assertThat(above.isReading()).isTrue();
    assertThat(above.remoteAddress()).isEqualTo(plain.remoteAddress());
    assertThat(above.localAddress()).isEqualTo(plain.localAddress());
    above.write("secret".getBytes(UTF_8));
    await(untilLogged(theirs, "secret"));

    other.pauseReading();
    above.write(new byte[8 << 20]);
    assertThat(above.bufferedBytes()).isPositive();
    assertThat(ours.log.get(ours.log.size() - 1)).isEqualTo("pause");
    other.resumeReading();
    await(untilLogged(ours, "resume"));
    above.close();
    assertThat(above.isClosing()).isTrue();
    await(ours.lost);
    await(theirs.lost);
    assertThat(ours.log).containsExactly("made", "pause", "resume", "lost null");
    assertThat(theirs.log).startsWith("made", "plain", "secret").endsWith("eof", "lost null");
    int sum = 0;
    for (String each : theirs.log.subList(3, theirs.log.size() - 2)) {
      sum += each.length();
    }
    assertThat(sum).isEqualTo(8 << 20);
    await(server.closeAsync());
    return done();
  }

  @Test
  void belowAProtocol() {
    Continuo.run(belowProtocols(server, client));
  }

  /** TLS through TLS, as through a proxy that is itself reached with TLS. */
  @Async
  private static Coroutine<Void> twice(TlsOptions serverTls, TlsOptions clientTls) {
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server =
        await(Streams.startServer(c -> mail(c, serverTls), "127.0.0.1", 0, options))) {
      try (Connection connection = await(connect("127.0.0.1", server.port(), clientTls))) {
        await(connection.reader().readLine());
        await(connection.writer().write("STARTTLS\n"));
        assertThat(await(connection.reader().readLine())).isEqualTo("220 go ahead");
        await(connection.startTls(clientTls));
        String much = "x".repeat(50_000);
        await(connection.writer().write(much + "\n"));
        assertThat(await(connection.reader().readLine())).isEqualTo("TLSv1.3 " + much);
      }
    }
    return done();
  }

  @Test
  void tlsThroughTls() {
    Continuo.run(twice(server, client));
  }
}
