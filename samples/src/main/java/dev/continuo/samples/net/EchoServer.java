package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sends back whatever comes, to any number of clients: {@code ./sample net/echo-server 7777}, or
 * {@code ./sample net/echo-server /tmp/echo.socket}.
 *
 * <p>A client that does not read its echo makes the server stop reading from it, as each write is
 * awaited; others do not notice. Ctrl-C ends the server and closes its connections.
 */
class EchoServer {

  @Async
  static Coroutine<Void> echo(Connection client) {
    try {
      for (byte[] block : each(client.reader().blocks())) {
        await(client.writer().write(block), IOException.class);
      }
    } catch (IOException e) {
      client.abort(); // it has gone
    }
    return done();
  }

  /** Listens at a port of localhost, or a path. */
  private static Coroutine<Server> start(String where) {
    return where.contains("/")
        ? Streams.startUnixServer(EchoServer::echo, Path.of(where))
        : Streams.startServer(EchoServer::echo, "localhost", Integer.parseInt(where));
  }

  @Async
  static Coroutine<Void> main(String where) {
    Server server = await(start(where));
    try {
      System.out.println("Listening at " + server.addresses());
      await(server.serveForever());
    } finally { // clients that do not read are aborted then
      await(timeoutOrNull(ofSeconds(2), server::closeAsync));
    }
    return done();
  }

  public static void main(String[] args) {
    run(main(args.length > 0 ? args[0] : "7777"));
  }
}
