package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import java.util.Arrays;

/**
 * Sends its arguments to an echo server, a line each: {@code ./sample net/echo-client 7777 hello}.
 */
class EchoClient {

  @Async
  static Coroutine<Void> main(int port, String... lines) {
    ConnectOptions options = ConnectOptions.DEFAULT.withTimeout(ofSeconds(5));
    try (Connection server = await(Streams.openConnection("localhost", port, options))) {
      for (String line : lines) {
        await(server.writer().write(line + "\n"));
        System.out.println("Received: " + await(server.reader().readLine()));
      }
    }
    return done();
  }

  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: ./sample net/echo-client PORT LINE...");
      System.exit(2);
    }
    run(main(Integer.parseInt(args[0]), Arrays.copyOfRange(args, 1, args.length)));
  }
}
