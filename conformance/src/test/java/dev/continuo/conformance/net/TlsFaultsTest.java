package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that break, peers that do nothing, programs that give up: no hanging, no leak. */
class TlsFaultsTest extends SecureTalks {

  private static final String MESSAGE = "one\ntwo\n";
  private static final int AT_ONCE = 40;

  // ---- a connection that is cut at every byte

  /** Between a client and a TLS server: passes on so many bytes of one direction, and then cuts. */
  private static final class Cut {
    final int port;
    final boolean fromServer;
    final boolean reset;
    final int after;
    int passed;

    Cut(int port, boolean fromServer, boolean reset, int after) {
      this.port = port;
      this.fromServer = fromServer;
      this.reset = reset;
      this.after = after;
    }

    @Async
    Coroutine<Void> between(Connection client) throws IOException {
      Connection server = await(Streams.openConnection("127.0.0.1", port), IOException.class);
      Coroutine<Void> up = pass(client, server, !fromServer);
      Coroutine<Void> down = pass(server, client, fromServer);
      await(race(List.of(up, down)), IOException.class);
      for (Connection each : List.of(client, server)) {
        if (reset && !each.transport().isClosing()) {
          each.transport().setOption(StandardSocketOptions.SO_LINGER, 0);
          each.abort();
        }
      }
      await(server.closeAsync());
      return done();
    }

    @Async
    Coroutine<Void> pass(Connection from, Connection to, boolean isCut) throws IOException {
      while (true) {
        byte[] block = await(from.reader().read(10_000), IOException.class);
        if (block.length == 0) {
          return done();
        }
        int count = isCut ? Math.min(block.length, after - passed) : block.length;
        passed += isCut ? count : 0;
        if (count > 0) {
          await(to.writer().write(java.util.Arrays.copyOf(block, count)), IOException.class);
        }
        if (isCut && passed == after) {
          return done();
        }
      }
    }
  }

  @Async
  private static Coroutine<Void> saysBoth(Connection connection, List<String> ends)
      throws IOException {
    try {
      String first = await(connection.reader().readLine(), IOException.class);
      await(connection.writer().write(MESSAGE), IOException.class);
      ends.add(first == null ? "no question" : first);
    } catch (IOException e) {
      ends.add("failed");
    }
    return done();
  }

  /** What a client sees: the lines, then "over" or why it was not. */
  @Async
  private static Coroutine<String> sees(int port, TlsOptions tls) {
    StringBuilder seen = new StringBuilder();
    try {
      Connection connection = await(connect("127.0.0.1", port, tls), IOException.class);
      try (connection) {
        await(connection.writer().write("question\n"), IOException.class);
        while (true) {
          byte[] block = await(connection.reader().read(100), IOException.class);
          if (block.length == 0) {
            return value(seen.append("over").toString());
          }
          seen.append(new String(block, UTF_8));
        }
      }
    } catch (SSLException e) {
      assertThat(e.getMessage()).isNotBlank();
      return value(seen.append("SSLException").toString());
    } catch (IOException e) {
      return value(seen.append("IOException").toString());
    }
  }

  @Async
  private static Coroutine<String> cut(Cut cut, TlsOptions tls) {
    try (Server proxy = await(Streams.startServer(cut::between, "127.0.0.1", 0))) {
      return value(await(sees(proxy.port(), tls)));
    }
  }

  @Async
  private static Coroutine<Integer> cutEverywhere(
      TlsOptions serverTls, TlsOptions clientTls, boolean fromServer, boolean reset, int step) {
    reports(); // of handshakes that fail on the way
    List<String> ends = new ArrayList<>();
    List<Integer> overs = new ArrayList<>();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    int length = -1;
    try (Server server =
        await(Streams.startServer(c -> saysBoth(c, ends), "127.0.0.1", 0, options))) {
      for (int from = 0; length < 0; from += AT_ONCE * step) {
        List<Coroutine<String>> all = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          Cut cut = new Cut(server.port(), fromServer, reset, from + i * step);
          cuts.add(cut);
          all.add(cut(cut, clientTls));
        }
        List<String> seen = await(gather(all));
        for (int i = 0; i < AT_ONCE; i++) {
          Cut cut = cuts.get(i);
          assertThat(seen.get(i))
              .as("cut after %s", cut.after)
              .matches("(one\n(two\n)?)?(over|SSLException|IOException)");
          if (cut.passed < cut.after) {
            length = Math.max(length, cut.passed); // shorter where a session is resumed
          } else if (seen.get(i).endsWith("over")) {
            overs.add(cut.after);
          }
        }
      }
      while (server.connections() > 0 || allTasks().size() > 1) {
        await(yieldNow());
      }
    }
    assertThat(ends).contains("question");
    // Nothing but the end is taken for the end.
    int whole = length;
    assertThat(overs).allMatch(after -> !fromServer || after >= whole);
    return value(length);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, true, false, 1",
    "TLSv1.3, true, true, 3",
    "TLSv1.3, false, false, 1",
    "TLSv1.3, false, true, 3",
    "TLSv1.2, true, false, 3",
    "TLSv1.2, false, false, 3"
  })
  void cutAtEveryByte(String version, boolean fromServer, boolean reset, int step)
      throws Exception {
    // Signatures with this kind of key have always the same length.
    TlsOptions shows = shows(ISSUER.issueWith("Ed25519", "127.0.0.1"));
    TlsOptions asks = client.withProtocols(version);
    int length = Continuo.run(cutEverywhere(shows, asks, fromServer, reset, step));
    assertThat(length).isGreaterThan(fromServer ? MESSAGE.length() : 9);
  }

  // ---- peers that do nothing

  @Async
  private static Coroutine<Void> saysNothing(Connection connection) {
    await(connection.reader().readAll());
    return done();
  }

  @Async
  private static Coroutine<Void> silentServer(TlsOptions clientTls) {
    try (Server server = await(Streams.startServer(TlsFaultsTest::saysNothing, "127.0.0.1", 0))) {
      try {
        Connection connection =
            await(
                connect("127.0.0.1", server.port(), clientTls.withHandshakeTimeout(ofMillis(50))),
                SocketTimeoutException.class);
        throw new AssertionError(connection);
      } catch (SocketTimeoutException e) {
        assertThat(e)
            .hasMessageContaining("the TLS handshake with 127.0.0.1:" + server.port())
            .hasMessageContaining("PT0.05S");
      }
      try {
        ConnectOptions options =
            ConnectOptions.DEFAULT.withTimeout(ofMillis(50)).withTls(clientTls);
        Connection connection =
            await(
                Streams.openConnection("127.0.0.1", server.port(), options),
                SocketTimeoutException.class);
        throw new AssertionError(connection);
      } catch (SocketTimeoutException e) {
        assertThat(e).hasMessageContaining("no connection to").hasMessageContaining("PT0.05S");
      }
      while (server.connections() > 0) {
        await(yieldNow());
      }
    }
    return done();
  }

  @Test
  void aServerThatSaysNothing() {
    Continuo.run(silentServer(client));
  }

  @Async
  private static Coroutine<Void> silentClient(TlsOptions serverTls) {
    List<Throwable> reports = reports();
    ServerOptions options =
        ServerOptions.DEFAULT.withTls(serverTls.withHandshakeTimeout(ofMillis(50)));
    try (Server server = await(Streams.startServer(Talks::echo, "127.0.0.1", 0, options))) {
      Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
      assertThat(await(connection.reader().readAll())).isEmpty(); // the server has closed it
      await(connection.closeAsync());
    }
    assertThat(reports).isEmpty(); // who only looks in is not worth a word
    return done();
  }

  @Test
  void aClientThatSaysNothing() {
    Continuo.run(silentClient(server));
  }

  @Async
  private static Coroutine<Void> neverCloses(AsyncFuture<Boolean> until) {
    await(until);
    return done();
  }

  @Async
  private static Coroutine<Void> closesAlone(TlsOptions serverTls, TlsOptions clientTls) {
    AsyncFuture<Boolean> until = EventLoop.running().createFuture();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server =
        await(Streams.startServer(c -> neverCloses(until), "127.0.0.1", 0, options))) {
      Connection connection =
          await(connect("127.0.0.1", server.port(), clientTls.withShutdownTimeout(ofMillis(50))));
      await(connection.writer().write("x"));
      double before = EventLoop.running().time();
      await(connection.closeAsync());
      assertThat(EventLoop.running().time() - before).isGreaterThan(0);
      assertThat(connection.transport().isClosing()).isTrue();
      until.setResult(true);
    }
    return done();
  }

  @Test
  void aPeerThatDoesNotAnswerACloseHasItsTime() {
    Continuo.run(closesAlone(server, client));
  }

  // ---- what is asked for later

  /** A client of the JDK's, on a thread of its own. */
  private static String renegotiates(int port, SSLContext context) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      socket.getOutputStream().write("first\n".getBytes(UTF_8));
      byte[] answer = socket.getInputStream().readNBytes(6);
      socket.startHandshake(); // again
      socket.getOutputStream().write("second\n".getBytes(UTF_8));
      return new String(answer, UTF_8) + socket.getInputStream().read();
    } catch (IOException e) {
      return "refused";
    }
  }

  @Async
  private static Coroutine<Void> refusesToRenegotiate(TlsOptions serverTls, SSLContext context) {
    List<Throwable> reports = reports();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server = await(Streams.startServer(Talks::echo, "127.0.0.1", 0, options))) {
      assertThat(await(toThread(() -> renegotiates(server.port(), context)))).isEqualTo("refused");
    }
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("wants to renegotiate");
    return done();
  }

  @Test
  void aRenegotiationIsRefused() {
    Continuo.run(refusesToRenegotiate(server, requireNonNull(client.context())));
  }

  /** Fails when it gets something. */
  private static final class Failing implements Protocol {
    final List<String> log;

    Failing(List<String> log) {
      this.log = log;
    }

    @Override
    public void connectionMade(Transport transport) {
      log.add("made");
    }

    @Override
    public void dataReceived(ByteBuffer data) {
      log.add("data");
      throw new IllegalStateException("cannot bear it");
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
      log.add("lost " + (cause == null ? null : cause.getMessage()));
    }
  }

  @Async
  private static Coroutine<Void> protocolFails(TlsOptions serverTls, TlsOptions clientTls)
      throws IOException {
    List<Throwable> reports = reports();
    List<String> log = new ArrayList<>();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    Server server =
        await(EventLoop.running().createServer(() -> new Failing(log), "127.0.0.1", 0, options));
    try (Connection connection = await(connect("127.0.0.1", server.port(), clientTls))) {
      await(connection.writer().write("x".repeat(100_000)), IOException.class);
      byte[] read = await(connection.reader().read(1), IOException.class);
      throw new AssertionError("the end is no ordinary one: " + read.length);
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    await(server.closeAsync());
    assertThat(log).containsExactly("made", "data", "lost cannot bear it");
    assertThat(reports).hasSize(1);
    return done();
  }

  @Test
  void aProtocolThatFailsLosesItsConnectionOnce() throws Exception {
    Continuo.run(protocolFails(server, client));
  }

  // ---- slow peers

  private static final int MEGABYTE = 1 << 20;

  @Async
  private static Coroutine<Void> readsLater(Connection connection, AsyncFuture<Boolean> told) {
    await(told);
    int count = 0;
    for (byte[] block : each(connection.reader().blocks())) {
      count += block.length;
    }
    await(connection.writer().write(count + "\n"));
    return done();
  }

  @Async
  private static Coroutine<Integer> writes(Connection connection, int megabytes)
      throws IOException {
    byte[] block = new byte[MEGABYTE];
    for (int i = 0; i < megabytes; i++) {
      await(connection.writer().write(block), IOException.class);
    }
    return value(megabytes * MEGABYTE);
  }

  /** Waits until a writer does not get on any more; gives what is buffered then. */
  @Async
  private static Coroutine<Integer> untilStuck(Connection connection) {
    int waits = 0;
    int buffered = -1;
    while (waits < 200) {
      await(sleep(ofMillis(1)));
      waits = buffered == connection.transport().bufferedBytes() ? waits + 1 : 0;
      buffered = connection.transport().bufferedBytes();
    }
    return value(buffered);
  }

  @Async
  private static Coroutine<Void> slowReader(TlsOptions serverTls, TlsOptions clientTls)
      throws IOException {
    AsyncFuture<Boolean> told = EventLoop.running().createFuture();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server =
        await(Streams.startServer(c -> readsLater(c, told), "127.0.0.1", 0, options))) {
      Connection connection = await(connect("127.0.0.1", server.port(), clientTls));
      Task<Integer> writer = createTask(writes(connection, 64));
      int buffered = await(untilStuck(connection));
      assertThat(writer.done()).isFalse();
      assertThat(buffered).isBetween(1, 2 * MEGABYTE);
      told.setResult(true);
      assertThat(await(writer)).isEqualTo(64 * MEGABYTE);
      connection.writer().writeEof();
      assertThat(await(connection.reader().readLine())).isEqualTo("" + 64 * MEGABYTE);
      await(connection.closeAsync());
    }
    return done();
  }

  @Test
  void aPeerThatDoesNotReadMakesTheWriterWait() throws Exception {
    Continuo.run(slowReader(server, client));
  }

  /** Its wait fails when the connection is closed before all is sent. */
  @Async
  private static Coroutine<Void> writesAll(Connection connection, byte[] data) throws IOException {
    try {
      await(connection.writer().write(data), IOException.class);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed");
    }
    return done();
  }

  @Async
  private static Coroutine<Void> closeDuringWrite(TlsOptions serverTls, TlsOptions clientTls)
      throws IOException {
    AsyncFuture<Boolean> told = EventLoop.running().createFuture();
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server =
        await(Streams.startServer(c -> readsLater(c, told), "127.0.0.1", 0, options))) {
      Connection patient = await(connect("127.0.0.1", server.port(), clientTls));
      Connection hasty = await(connect("127.0.0.1", server.port(), clientTls));
      byte[] much = new byte[32 * MEGABYTE];
      Task<Void> patientWriter = createTask(writesAll(patient, much));
      await(yieldNow());
      Task<Integer> writer = createTask(writes(hasty, 64));
      await(untilStuck(hasty));
      Task<Void> close = createTask(hasty.closeAsync());
      await(yieldNow());
      assertThat(close.done()).isFalse();
      close.cancel();
      try {
        await(close);
        throw new AssertionError("it was cancelled");
      } catch (CancelledError e) {
        assertThat(hasty.transport().isClosing()).isTrue();
      }
      try {
        await(writer, IOException.class);
        throw new AssertionError("the connection was closed");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("closed");
      }
      Task<Void> closePatiently = createTask(patient.closeAsync());
      await(yieldNow());
      assertThat(closePatiently.done()).isFalse();
      reports(); // the hasty one was cut off
      told.setResult(true);
      await(closePatiently);
      assertThat(patientWriter.done()).isTrue();
      assertThat(patient.transport().bufferedBytes()).isZero();
    }
    return done();
  }

  @Test
  void closingSendsAllThatWasWrittenAndACancelledCloseDoesNot() throws Exception {
    Continuo.run(closeDuringWrite(server, client));
  }

  // ---- who gives up

  @Async
  private static Coroutine<Void> asks(int port, TlsOptions tls) throws IOException {
    try (Connection connection = await(connect("127.0.0.1", port, tls), IOException.class)) {
      await(connection.writer().write("x"), IOException.class);
      await(connection.reader().read(1), IOException.class);
    }
    return done();
  }

  @Async
  private static Coroutine<Void> giveUp(int round, TlsOptions serverTls, TlsOptions clientTls)
      throws IOException {
    reports(); // of clients that go away during their handshake
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server =
        await(Streams.startServer(TlsFaultsTest::saysNothing, "127.0.0.1", 0, options))) {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        tasks.add(createTask(asks(server.port(), clientTls)));
      }
      for (int i = 0; i < round * 3; i++) {
        await(yieldNow());
      }
      for (Task<?> task : tasks) {
        task.cancel();
      }
      for (Task<?> task : tasks) {
        try {
          await(task);
        } catch (CancelledError e) {
          assertThat(task.cancelled()).isTrue();
        }
      }
      server.abortClients();
    }
    assertThat(allTasks()).hasSize(1);
    return done();
  }

  @Test
  void whoGivesUpAtAnyMomentLeavesNoDescriptorOpen() throws Exception {
    Continuo.run(giveUp(1, server, client));
    Continuo.run(giveUp(40, server, client));
    long before = FaultsTest.openFiles();
    for (int round = 0; round < 40; round++) {
      Continuo.run(giveUp(round, server, client));
    }
    assertThat(FaultsTest.openFiles()).isLessThan(before + 20);
  }
}
