package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends its arguments to an echo server, a line each: {@code ./sample net/echo-client 7777 hello}.
 */
class EchoClient {

  private static final Duration PATIENCE = ofSeconds(5);

  @Async
  static Coroutine<Void> main(int port, String... lines) throws IOException {
    ConnectOptions options = ConnectOptions.DEFAULT.withTimeout(PATIENCE);
    try (Connection server = await(Streams.openConnection("localhost", port, options))) {
      for (String line : lines) {
        await(server.writer().write(line + "\n"));
        String answer = await(waitFor(server.reader().readLine(), PATIENCE));
        if (answer == null) {
          throw new EOFException("the server has closed the connection");
        }
        System.out.println("Received: " + answer);
      }
    }
    return done();
  }

  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: ./sample net/echo-client PORT LINE...");
      System.exit(2);
    }
    try {
      run(main(Integer.parseInt(args[0]), Arrays.copyOfRange(args, 1, args.length)));
    } catch (IOException | DeadlineExceededException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
