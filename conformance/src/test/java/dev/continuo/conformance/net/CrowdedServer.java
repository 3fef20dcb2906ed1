package dev.continuo.conformance.net;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An echo server, for a JVM that may open few files; says what it is asked about itself. */
final class CrowdedServer {

  private @Nullable Server server;

  private CrowdedServer() {}

  private Server server() {
    return Objects.requireNonNull(server);
  }

  @Async
  private Coroutine<Void> serve(Connection client) {
    for (String line : each(client.reader().lines())) {
      String answer =
          switch (line) {
            case "files" -> "" + FaultsTest.openFiles();
            case "connections" -> "" + server().connections();
            case "stop" -> {
              server().stopListening();
              yield "stopped";
            }
            default -> line;
          };
      await(client.writer().write(answer + "\n"));
    }
    return done();
  }

  @Async
  private Coroutine<Void> listen() {
    EventLoop.running()
        .setExceptionHandler((loop, context) -> System.out.println("REPORT " + context.message()));
    ServerOptions options = ServerOptions.DEFAULT.withBacklog(256);
    try (Server made = await(Streams.startServer(this::serve, "127.0.0.1", 0, options))) {
      server = made;
      System.out.println("PORT " + made.port());
      await(made.serveForever());
    }
    return done();
  }

  public static void main(String[] args) {
    run(new CrowdedServer().listen());
  }
}
