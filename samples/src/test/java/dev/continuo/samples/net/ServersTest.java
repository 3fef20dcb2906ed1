package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
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
    ChatServer chat = new ChatServer();
    try (Server server = await(Streams.startServer(chat::serve, "127.0.0.1", 0))) {
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
}
