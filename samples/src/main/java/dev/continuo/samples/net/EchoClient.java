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
import dev.continuo.net.TlsOptions;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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

  /** Where the server is: a port of localhost or a path, and how to speak with it. */
  record Place(String name, ConnectOptions options) {

    static Place of(String name) {
      return new Place(name, OPTIONS);
    }

    /**
     * The same over TLS, where the server shows a certificate that the one in the file has signed.
     */
    Place trusting(Path authority) throws IOException, GeneralSecurityException {
      return new Place(name, options.withTls(TlsOptions.trusting(authority)));
    }

    Coroutine<Connection> connect() {
      return name.contains("/")
          ? Streams.openConnection(UnixDomainSocketAddress.of(name), options)
          : Streams.openConnection("localhost", Integer.parseInt(name), options);
    }
  }

  @Async
  static Coroutine<Void> sendLines(Place where, String... lines) throws IOException {
    try (Connection server = await(where.connect())) {
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
  static Coroutine<Void> sendAll(Place where, InputStream in, PrintStream out) throws IOException {
    try (Connection server = await(where.connect())) {
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
    boolean encrypts = args.length > 1 && args[0].equals("--tls");
    int first = encrypts ? 2 : 0;
    if (args.length <= first) {
      System.err.println(
          "usage: ./sample net/echo-client [--tls AUTHORITY.pem] PORT|PATH [LINE...]");
      System.exit(2);
    }
    try {
      Place plain = Place.of(args[first]);
      Place where = encrypts ? plain.trusting(Path.of(args[1])) : plain;
      run(
          args.length == first + 1
              ? sendAll(where, System.in, System.out)
              : sendLines(where, Arrays.copyOfRange(args, first + 1, args.length)));
    } catch (IOException | GeneralSecurityException | DeadlineExceededException e) {
      String message = e.getMessage();
      System.err.println(e instanceof NoSuchFileException ? message + ": no such file" : message);
      System.exit(1);
    }
  }
}
