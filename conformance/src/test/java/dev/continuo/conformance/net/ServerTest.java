package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.ContextVar;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionContext;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest extends Talks {

  @Test
  void manyClientsAtOnce() {
    Continuo.run(manyClients(50));
  }

  @Async
  private static Coroutine<Void> manyClients(int count) {
    try (Server server = await(Streams.startServer(Talks::echo, "localhost", 0))) {
      List<Coroutine<String>> clients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        clients.add(ask(server.port(), "client " + i));
      }
      List<String> answers = await(gather(clients));
      for (int i = 0; i < count; i++) {
        assertThat(answers.get(i)).isEqualTo("client " + i);
      }
    }
    return done();
  }

  @Async
  private static Coroutine<String> ask(int port, String question) {
    try (Connection connection = await(Streams.openConnection("localhost", port))) {
      await(connection.writer().write(question));
      connection.writer().writeEof();
      return value(new String(await(connection.reader().readAll()), UTF_8));
    }
  }

  @Test
  void leavingItsBlockClosesTheConnections() {
    Continuo.run(clientOutlivesServer());
  }

  @Async
  private static Coroutine<Void> clientOutlivesServer() {
    Server server = await(Streams.startServer(Talks::echo, "127.0.0.1", 0));
    Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
    await(connection.writer().write("x"));
    assertThat(await(connection.reader().read(1))).hasSize(1);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.isServing()).isTrue();
    assertThat(server.toString()).contains("connections=1").doesNotContain("stopped");
    await(server.closeAsync());
    assertThat(server.isServing()).isFalse();
    assertThat(server.connections()).isZero();
    assertThat(server.toString()).contains("stopped, ");
    assertThat(await(connection.reader().read(1))).isEmpty();
    await(connection.closeAsync());
    try {
      await(Streams.openConnection("127.0.0.1", server.port()), ConnectException.class);
      throw new AssertionError("nobody listens there");
    } catch (ConnectException e) {
      assertThat(e)
          .hasMessageContaining("127.0.0.1:" + server.port())
          .hasMessageContaining("refused");
    }
    await(server.closeAsync()); // the second time nothing happens
    return done();
  }

  @Test
  void aServerThatStopsListeningKeepsItsConnections() {
    Continuo.run(stopsListening());
  }

  @Async
  private static Coroutine<Void> stopsListening() {
    Server server = await(Streams.startServer(Talks::echo, "127.0.0.1", 0));
    Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
    await(connection.writer().write("a"));
    assertThat(await(connection.reader().read(1))).hasSize(1);
    Task<Void> serving = createTask(server.serveForever());
    Task<Void> ended = createTask(server.untilClosed());
    await(yieldNow());
    serving.cancel();
    await(waitUntil(ReturnWhen.ALL_COMPLETED, serving));
    assertThat(serving.cancelled()).isTrue();
    assertThat(server.isServing()).isFalse();
    await(connection.writer().write("b"));
    assertThat(await(connection.reader().read(1))).hasSize(1);
    assertThat(ended.done()).isFalse();
    await(connection.closeAsync());
    await(ended);
    return done();
  }

  @Test
  void whatAHandlerThrowsIsReportedAndEndsItsConnectionOnly() {
    List<ExceptionContext> reports = new ArrayList<>();
    Continuo.run(handlerThrows(reports));
    assertThat(reports)
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.message()).startsWith("Exception in the handler of Connection[");
              assertThat(report.exception()).isInstanceOf(IllegalStateException.class);
            });
  }

  @Async
  private static Coroutine<Void> handlerThrows(List<ExceptionContext> reports) {
    EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context));
    try (Server server = await(Streams.startServer(ServerTest::onlyTwo, "127.0.0.1", 0))) {
      try (Connection one = await(Streams.openConnection("127.0.0.1", server.port()));
          Connection two = await(Streams.openConnection("127.0.0.1", server.port()))) {
        await(one.writer().write("one\n"));
        assertThat(await(one.reader().readLine())).isNull();
        await(two.writer().write("two\n"));
        assertThat(await(two.reader().readLine())).isEqualTo("two is fine");
      }
    }
    return done();
  }

  @Async
  private static Coroutine<Void> onlyTwo(Connection connection) {
    String name = await(connection.reader().readLine());
    if ("one".equals(name)) {
      throw new IllegalStateException("not one");
    }
    await(connection.writer().write(name + " is fine\n"));
    return done();
  }

  @Test
  void aPortThatIsTaken() {
    Continuo.run(takenPort());
  }

  @Async
  private static Coroutine<Void> takenPort() {
    try (Server server = await(Streams.startServer(Talks::echo, "127.0.0.1", 0))) {
      try {
        await(Streams.startServer(Talks::echo, "127.0.0.1", server.port()), BindException.class);
        throw new AssertionError("the port is taken");
      } catch (BindException e) {
        assertThat(e)
            .hasMessageStartingWith("cannot listen at /127.0.0.1:" + server.port() + ": ")
            .hasMessageContaining("in use");
      }
    }
    return done();
  }

  @Test
  void aUnixDomainSocket(@TempDir Path folder) {
    Path path = folder.resolve("socket");
    Continuo.run(unixSocket(path));
    assertThat(path).doesNotExist();
  }

  @Async
  private static Coroutine<Void> unixSocket(Path path) {
    try (Server server = await(Streams.startUnixServer(Talks::echo, path))) {
      assertThat(Files.exists(path)).isTrue();
      try (Connection connection = await(Streams.openUnixConnection(path))) {
        await(connection.writer().write("hello\n"));
        assertThat(await(connection.reader().readLine())).isEqualTo("hello");
      }
      try {
        server.port();
        throw new AssertionError("it has none");
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageStartingWith("the server listens at no port, but at [");
      }
    }
    return done();
  }

  @Test
  void aHandlerInheritsTheContextInWhichTheServerWasStarted() {
    Continuo.run(context());
  }

  private static final ContextVar<String> NAME = new ContextVar<>("name");

  @Async
  private static Coroutine<Void> context() {
    NAME.set("the server's");
    try (Server server = await(Streams.startServer(ServerTest::tellContext, "127.0.0.1", 0))) {
      NAME.set("another");
      try (Connection connection = await(Streams.openConnection("127.0.0.1", server.port()))) {
        assertThat(await(connection.reader().readLine())).isEqualTo("the server's");
      }
    }
    return done();
  }

  @Async
  private static Coroutine<Void> tellContext(Connection connection) {
    await(connection.writer().write(NAME.get() + "\n"));
    return done();
  }

  @Test
  void aConnectionThatTakesTooLong() {
    Continuo.run(tooLong());
  }

  @Async
  private static Coroutine<Void> tooLong() {
    ConnectOptions hurried = ConnectOptions.DEFAULT.withTimeout(Duration.ZERO);
    try {
      await(Streams.openConnection("localhost", 9, hurried), SocketTimeoutException.class);
      throw new AssertionError("there was no time");
    } catch (SocketTimeoutException e) {
      assertThat(e).hasMessage("no connection to localhost:9 within PT0S");
    }
    Task<Connection> task = createTask(Streams.openConnection("localhost", 9));
    await(yieldNow());
    task.cancel();
    try {
      await(task);
      throw new AssertionError("it was cancelled");
    } catch (CancelledError e) {
      assertThat(task.cancelled()).isTrue();
    }
    return done();
  }

  @Test
  void aHostThatNobodyKnows() {
    Continuo.run(unknownHost());
  }

  @Async
  private static Coroutine<Void> unknownHost() {
    try {
      await(Streams.openConnection("no such host", 9), UnknownHostException.class);
      throw new AssertionError("there is none");
    } catch (UnknownHostException e) {
      assertThat(e).hasMessageContaining("no such host");
    }
    return done();
  }

  @Test
  void twoServersAtOnePort() {
    Continuo.run(sharedPort());
  }

  @Async
  private static Coroutine<Void> sharedPort() {
    ServerOptions shared = ServerOptions.DEFAULT.withReusePort(true);
    try (Server one = await(Streams.startServer(Talks::echo, "127.0.0.1", 0, shared));
        Server two = await(Streams.startServer(Talks::echo, "127.0.0.1", one.port(), shared))) {
      assertThat(two.port()).isEqualTo(one.port());
      assertThat(await(ask(two.port(), "who"))).isEqualTo("who");
    }
    return done();
  }
}
