package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends its arguments to an echo server, a line each: {@code ./sample net/echo-client 7777 hello}.
 * Without them it sends its input, and prints what comes back, both at the same time.
 */
class EchoClient {

  private static final int BLOCK = 1 << 16;
  private static final Duration PATIENCE = ofSeconds(5);
  private static final ConnectOptions OPTIONS = ConnectOptions.DEFAULT.withTimeout(PATIENCE);

  /** Connects to a port of localhost, or a path. */
  private static Coroutine<Connection> connect(String where) {
    return where.contains("/")
        ? Streams.openConnection(UnixDomainSocketAddress.of(where), OPTIONS)
        : Streams.openConnection("localhost", Integer.parseInt(where), OPTIONS);
  }

  @Async
  static Coroutine<Void> sendLines(String where, String... lines) throws IOException {
    try (Connection server = await(connect(where))) {
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

  /** Sends all of the input, then says that nothing more comes, and takes the rest of the echo. */
  @Async
  static Coroutine<Void> sendAll(String where, InputStream in, PrintStream out) throws IOException {
    try (Connection server = await(connect(where))) {
      Task<Void> sending = createTask(send(in, server));
      for (byte[] block : each(server.reader().blocks())) {
        await(toThread(() -> out.writeBytes(block))); // who reads our output may be slow
      }
      await(sending);
      out.flush();
    }
    return done();
  }

  @Async
  private static Coroutine<Void> send(InputStream in, Connection server) {
    byte[] block = await(toThread(() -> in.readNBytes(BLOCK)));
    while (block.length > 0) {
      await(server.writer().write(block));
      block = await(toThread(() -> in.readNBytes(BLOCK)));
    }
    server.writer().writeEof();
    return done();
  }

  public static void main(String[] args) {
    if (args.length == 0) {
      System.err.println("usage: ./sample net/echo-client PORT|PATH [LINE...]");
      System.exit(2);
    }
    try {
      run(
          args.length == 1
              ? sendAll(args[0], System.in, System.out)
              : sendLines(args[0], Arrays.copyOfRange(args, 1, args.length)));
    } catch (IOException | DeadlineExceededException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
