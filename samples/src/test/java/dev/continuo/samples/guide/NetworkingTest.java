package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The code of networking.md. */
class NetworkingTest {

  static class Page {
    @Async
    static Coroutine<String> ask(int port, String question) {
      try (Connection server = await(Streams.openConnection("localhost", port))) {
        await(server.writer().write(question + "\n"));
        return value(await(server.reader().readLine()));
      }
    }

    @Async
    static Coroutine<Void> shout(Connection client) {
      for (String line : each(client.reader().lines())) {
        await(client.writer().write(line.toUpperCase(Locale.ROOT) + "\n"));
      }
      return done();
    }

    @Async
    static Coroutine<Void> serve() {
      try (Server server = await(Streams.startServer(Page::shout, "localhost", 0))) {
        String answer = await(waitFor(ask(server.port(), "hello"), ofSeconds(5)));
        System.out.println(answer); // HELLO
      }
      return done();
    }

    @Async
    static Coroutine<Boolean> isOpen(int port) {
      try {
        await(Streams.openConnection("localhost", port), IOException.class).abort();
        return value(true);
      } catch (IOException e) { // refused, unreachable, unknown, too late
        return value(false);
      }
    }
  }

  @Test
  void theServerShouts() throws Exception {
    assertThat(Transcript.ofRealTime(args -> run(Page.serve())).lines()).containsExactly("HELLO");
  }

  @Async
  private static Coroutine<Void> openAndNot() {
    Server server = await(Streams.startServer(Page::shout, "localhost", 0));
    int port = server.port();
    assertThat(await(Page.isOpen(port))).isTrue();
    await(server.closeAsync());
    assertThat(await(Page.isOpen(port))).isFalse();
    return done();
  }

  @Test
  void anOpenPort() {
    run(openAndNot());
  }
}
