package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import java.io.IOException;

/**
 * Sends back whatever comes, to any number of clients: {@code ./sample net/echo-server 7777}.
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

  @Async
  static Coroutine<Void> main(int port) {
    Server server = await(Streams.startServer(EchoServer::echo, "localhost", port));
    try {
      System.out.println("Listening at " + server.addresses());
      await(server.serveForever());
    } finally { // clients that do not read are aborted then
      await(timeoutOrNull(ofSeconds(2), server::closeAsync));
    }
    return done();
  }

  public static void main(String[] args) {
    run(main(args.length > 0 ? Integer.parseInt(args[0]) : 7777));
  }
}
