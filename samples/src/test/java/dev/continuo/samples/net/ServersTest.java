package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.DatagramEndpoint;
import dev.continuo.net.DatagramOptions;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServersTest {

  @Async
  private static Coroutine<Void> echoesAndScans() {
    try (Server server = await(Streams.startServer(EchoServer::echo, "127.0.0.1", 0))) {
      int port = server.port();
      assertThat(await(PortScanner.scan(port, port))).containsExactly(port);
      try (Connection client = await(Streams.openConnection("127.0.0.1", port))) {
        await(client.writer().write("hello\n"));
        assertThat(await(client.reader().readLine())).isEqualTo("hello");
      }
      server.stopListening();
      assertThat(await(PortScanner.scan(port, port))).isEmpty();
    }
    return done();
  }

  @Test
  void theEchoServerAndTheScanner() {
    run(echoesAndScans());
  }

  @Async
  private static Coroutine<Void> datagrams() {
    try (DatagramEndpoint server =
        await(DatagramEndpoint.open(DatagramOptions.bound("127.0.0.1", 0)))) {
      Task<Void> echo = createTask(UdpEcho.echo(server));
      DatagramOptions there = DatagramOptions.connected("127.0.0.1", server.port());
      try (DatagramEndpoint client = await(DatagramEndpoint.open(there))) {
        await(client.send("hello"));
        assertThat(await(client.receive()).text()).isEqualTo("hello");
      }
      await(server.closeAsync());
      await(echo);
    }
    return done();
  }

  @Test
  void theEchoOfDatagrams() {
    run(datagrams());
  }

  private static Coroutine<Server> start(ChatServer chat) {
    return Streams.startServer(chat::serve, "127.0.0.1", 0, ChatServer.OPTIONS);
  }

  @Async
  private static Coroutine<Connection> enter(int port, String name, String room) {
    Connection client = await(Streams.openConnection("127.0.0.1", port));
    assertThat(await(client.reader().readLine())).isEqualTo("Your name?");
    await(client.writer().write(name + "\n" + room + "\n"));
    assertThat(await(client.reader().readLine())).isEqualTo("Which room?");
    return value(client);
  }

  @Async
  private static Coroutine<Void> expect(Connection client, String... lines) {
    for (String line : lines) {
      assertThat(await(client.reader().readLine())).isEqualTo(line);
    }
    return done();
  }

  @Async
  private static Coroutine<Void> chat() {
    ChatServer chat = new ChatServer(ofSeconds(30));
    try (Server server = await(start(chat))) {
      Connection ada = await(enter(server.port(), "Ada", "tea"));
      await(expect(ada, "Ada comes in"));
      Connection bob = await(enter(server.port(), "Bob", "tea"));
      await(expect(bob, "Bob comes in"));
      Connection eve = await(enter(server.port(), "Eve", "cellar"));
      await(expect(eve, "Eve comes in"));
      await(ada.writer().write("hello\n"));
      for (Connection each : List.of(ada, bob)) {
        await(expect(each, each == ada ? "Bob comes in" : "Ada: hello"));
      }
      await(expect(ada, "Ada: hello"));
      await(bob.closeAsync());
      await(expect(ada, "Bob leaves"));
      Connection second = await(enter(server.port(), "Ada", "tea"));
      await(expect(second, "Ada is here already"));
      eve.writer().writeEof();
      assertThat(await(eve.reader().readLine())).isNull(); // and nobody has told her anything
      await(ada.closeAsync());
      await(eve.closeAsync());
      await(second.closeAsync());
    }
    return done();
  }

  @Test
  void theChatServer() {
    run(chat());
  }

  /** Runs a program; what anybody reports to the exception handler fails. */
  private static void runQuietly(Coroutine<Void> program) {
    List<Throwable> reported = new ArrayList<>();
    run(quietly(program, reported));
    assertThat(reported).isEmpty();
  }

  @Async
  private static Coroutine<Void> quietly(Coroutine<Void> program, List<Throwable> reported) {
    EventLoop.running().setExceptionHandler((loop, context) -> reported.add(context.exception()));
    await(program);
    return done();
  }

  @Async
  private static Coroutine<Void> badGuests() throws IOException {
    try (Server server = await(start(new ChatServer(ofMillis(300))))) {
      int port = server.port();
      Connection ada = await(enter(port, "Ada", "tea"));
      await(expect(ada, "Ada comes in"));

      Connection bob = await(enter(port, "Bob", "tea"));
      await(expect(ada, "Bob comes in"));
      bob.transport().setOption(StandardSocketOptions.SO_LINGER, 0);
      bob.abort(); // a reset
      await(expect(ada, "Bob leaves"));

      Connection eve = await(enter(port, "Eve", "tea"));
      await(expect(ada, "Eve comes in"));
      await(expect(eve, "Eve comes in"));
      await(eve.writer().write("x".repeat(100_000)));
      await(expect(ada, "Eve leaves"));
      await(expect(eve, "A line has at most 1000 bytes"));
      assertThat(await(eve.reader().readLine())).isNull();

      Connection tab = await(enter(port, "\u001b[2JT\tab", "tea"));
      await(expect(ada, "[2JTab comes in"));
      await(tab.writer().write("\u001b[31mred\u0007\n"));
      await(expect(ada, "[2JTab: [31mred"));
      await(tab.closeAsync());
      await(expect(ada, "[2JTab leaves"));

      Connection nobody = await(enter(port, " ", "tea"));
      await(expect(nobody, "That is no name"));
      Connection silent = await(Streams.openConnection("127.0.0.1", port));
      await(expect(silent, "Your name?"));
      assertThat(await(ended(silent))).isTrue();
      for (Connection each : List.of(ada, eve, nobody, silent)) {
        await(each.closeAsync());
      }
    }
    return done();
  }

  @Async
  private static Coroutine<Boolean> ended(Connection client) {
    try {
      return value(await(client.reader().readLine(), IOException.class) == null);
    } catch (IOException e) {
      return value(true);
    }
  }

  @Test
  void badGuestsOfTheChatHarmNobody() throws IOException {
    runQuietly(badGuests());
  }

  @Async
  private static Coroutine<Void> slowGuest() {
    try (Server server = await(start(new ChatServer(ofSeconds(30))))) {
      Connection slow = await(enter(server.port(), "Slow", "tea")); // and reads no more
      Connection ada = await(enter(server.port(), "Ada", "tea"));
      await(expect(ada, "Ada comes in"));
      String line = "x".repeat(900);
      for (int i = 0; i < 500; i++) { // more than the system keeps for Slow
        await(ada.writer().write((line + "\n").repeat(20)));
        for (int j = 0; j < 20; j++) {
          await(expect(ada, "Ada: " + line));
        }
      }
      slow.writer().writeEof(); // has left, and what waits for it does not go out
      await(expect(ada, "Slow leaves"));
      await(ada.writer().write("nice\n"));
      await(expect(ada, "Ada: nice"));
      while (server.connections() > 1) {
        await(yieldNow()); // it is given up
      }
      await(ada.closeAsync());
      slow.abort();
    }
    return done();
  }

  @Test
  void aGuestWhoDoesNotReadHoldsNobodyUp() {
    runQuietly(slowGuest());
  }

  @Async
  private static Coroutine<Void> fiveHundred() {
    try (Server server = await(start(new ChatServer(ofSeconds(30))))) {
      List<Connection> guests = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        guests.add(await(enter(server.port(), "guest " + i, "room " + i % 50)));
      }
      for (int i = 0; i < 500; i++) {
        await(guests.get(i).writer().write("hello\n"));
      }
      await(mapConcurrent(guests, 500, ServersTest::hearsTen));
      for (Connection each : guests) {
        each.abort();
      }
    }
    return done();
  }

  /** Each of the ten in its room has said hello. */
  @Async
  private static Coroutine<Integer> hearsTen(Connection guest) {
    int heard = 0;
    while (heard < 10) {
      heard += await(guest.reader().readLine()).endsWith(": hello") ? 1 : 0;
    }
    return value(heard);
  }

  @Test
  void fiveHundredGuests() {
    runQuietly(fiveHundred());
  }

  @Async
  private static Coroutine<Void> echoOfBadClients() throws IOException {
    try (Server server = await(Streams.startServer(EchoServer::echo, "127.0.0.1", 0))) {
      List<Connection> stuck = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Connection client = await(Streams.openConnection("127.0.0.1", server.port()));
        client.transport().setOption(StandardSocketOptions.SO_LINGER, 0);
        await(timeoutOrNull(ofMillis(50), () -> flood(client)));
        stuck.add(client);
      }
      try (Connection good = await(Streams.openConnection("127.0.0.1", server.port()))) {
        await(good.writer().write("hello\n"));
        await(expect(good, "hello"));
      }
      stuck.forEach(Connection::abort); // resets
      while (server.connections() > 0) {
        await(yieldNow());
      }
    }
    return done();
  }

  /** Sends, and does not read the echo. */
  @Async
  private static Coroutine<Void> flood(Connection client) {
    while (true) {
      await(client.writer().write(new byte[1 << 16]));
      await(yieldNow());
    }
  }

  @Test
  void clientsThatResetOrDoNotReadTheirEcho() throws IOException {
    runQuietly(echoOfBadClients());
  }

  @Test
  void theEncryptedEcho() throws Exception {
    assertThat(Transcript.ofRealTime(TlsEcho::main).lines())
        .contains(
            "hello, over TLSv1.3",
            "hello again, over TLSv1.2",
            "Refused: its certificate is not trusted");
  }
}
