package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.IncompleteReadException;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A receiver behind an rtl_tcp server.
 *
 * <pre>{@code
 * try (RtlTcpClient receiver = await(RtlTcpClient.connect("localhost", 1234, settings))) {
 *   int bytes = await(receiver.read(buffer));
 * }
 * }</pre>
 */
public final class RtlTcpClient implements SampleInput {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A block or two of samples: what waits longer than that waits in the queue of {@link Sdr}. */
  private static final int LIMIT = 1 << 17;

  private final Connection connection;
  private final String server;
  private final RtlTcp.Greeting greeting;
  private TunerSettings settings;

  private RtlTcpClient(
      Connection connection, String server, RtlTcp.Greeting greeting, TunerSettings settings) {
    this.connection = connection;
    this.server = server;
    this.greeting = greeting;
    this.settings = settings;
  }

  /**
   * Connects, checks the greeting and sends the settings.
   *
   * @param host the server's name or address
   * @param port 1 to 65,535
   * @param settings what is wanted
   * @return a lazy coroutine of the receiver
   * @throws IOException when it is awaited: nobody listens, no greeting comes within five seconds
   *     (a real server with a client already lets others wait), or what answers is no rtl_tcp
   * @throws IllegalArgumentException when it is awaited: no receiver can do the sample rate; a
   *     server would not say so
   */
  @Async
  public static Coroutine<RtlTcpClient> connect(String host, int port, TunerSettings settings)
      throws IOException {
    RtlTcp.checkRate(settings.sampleRate());
    String server = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    Connection connection = await(open(host, port, server));
    boolean usable = false;
    try {
      RtlTcp.Greeting greeting = await(greeting(connection, server));
      RtlTcpClient client = new RtlTcpClient(connection, server, greeting, settings);
      await(client.sendAll());
      usable = true;
      return value(client);
    } finally {
      if (!usable) {
        connection.abort();
      }
    }
  }

  @Async
  private static Coroutine<Connection> open(String host, int port, String server)
      throws IOException {
    ConnectOptions options = ConnectOptions.DEFAULT.withTimeout(PATIENCE).withLimit(LIMIT);
    try {
      return value(await(Streams.openConnection(host, port, options), IOException.class));
    } catch (UnknownHostException e) {
      throw new IOException("no host " + host + " is known: check the name, or say its address", e);
    } catch (SocketTimeoutException e) {
      throw new IOException(
          server
              + " did not answer within "
              + PATIENCE.toSeconds()
              + " seconds: check the address, and that no firewall is between",
          e);
    } catch (IOException e) {
      throw new IOException(
          "no connection to rtl_tcp at "
              + server
              + " ("
              + String.valueOf(e.getMessage()).replaceFirst("^/", "")
              + "): check that it runs there; it listens to its own machine only, unless started"
              + " with -a 0.0.0.0",
          e);
    }
  }

  @Async
  private static Coroutine<RtlTcp.Greeting> greeting(Connection connection, String server)
      throws IOException {
    byte[] bytes;
    try {
      bytes =
          await(
              waitFor(connection.reader().readExactly(RtlTcp.GREETING_BYTES), PATIENCE),
              IOException.class);
    } catch (DeadlineExceededException e) {
      throw new IOException(
          server
              + " does not greet as rtl_tcp does: it serves one client at a time, so another one"
              + " may be connected",
          e);
    } catch (IncompleteReadException e) {
      throw new IOException(
          e.partial().length == 0
              ? server
                  + " closed the connection before its greeting: rtl_tcp serves one client at"
                  + " a time, so another one may be connected"
              : notRtlTcp(server, e.partial()),
          e);
    } catch (IOException e) {
      throw lost(server, e);
    }
    return value(
        RtlTcp.Greeting.of(bytes).orElseThrow(() -> new IOException(notRtlTcp(server, bytes))));
  }

  private static IOException lost(String server, IOException cause) {
    return new IOException(
        "the connection to "
            + server
            + " was lost ("
            + cause.getMessage()
            + "): check that rtl_tcp still runs there and that its receiver is plugged in",
        cause);
  }

  private static String notRtlTcp(String server, byte[] bytes) {
    String start = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    return server + " is no rtl_tcp server: it begins with \"" + start + "\" in place of RTL0";
  }

  @Async
  private Coroutine<Void> sendAll() throws IOException {
    await(send(Command.SAMPLE_RATE, settings.sampleRate()));
    await(send(Command.PPM, settings.ppm()));
    await(send(Command.FREQUENCY, (int) settings.frequency()));
    await(send(Command.GAIN_MODE, settings.gain().isPresent() ? 1 : 0));
    if (settings.gain().isPresent()) {
      await(send(Command.GAIN, (int) Math.round(settings.gain().getAsDouble() * 10)));
    }
    return done();
  }

  /**
   * Sends any command; {@link #tune} knows those that every program needs.
   *
   * @param command what to change
   * @param value 32 bits, as the command understands them
   * @return a coroutine, done when the command is on its way
   * @throws IOException when it is awaited: the connection is lost
   */
  @Async
  public Coroutine<Void> send(Command command, int value) throws IOException {
    try {
      await(connection.writer().write(command.withValue(value)), IOException.class);
    } catch (IOException e) {
      throw lost(server, e);
    }
    return done();
  }

  @Override
  @Async
  public Coroutine<@Nullable Void> tune(TunerSettings wanted) throws IOException {
    RtlTcp.checkRate(wanted.sampleRate());
    settings = wanted;
    await(sendAll());
    return done();
  }

  /**
   * What the server said of itself.
   *
   * @return its greeting
   */
  public RtlTcp.Greeting greeting() {
    return greeting;
  }

  @Override
  public SampleFormat format() {
    return SampleFormat.CU8;
  }

  @Override
  public int sampleRate() {
    return settings.sampleRate();
  }

  @Override
  public long frequency() {
    return settings.frequency();
  }

  @Override
  @Async
  public Coroutine<Integer> read(ByteBuffer target) throws IOException {
    int count;
    try {
      count = await(connection.reader().read(target), IOException.class);
    } catch (IOException e) {
      throw lost(server, e);
    }
    if (count < 0) {
      throw new IOException(server + " closed the connection: check that rtl_tcp still runs there");
    }
    return value(count);
  }

  @Override
  public Coroutine<@Nullable Void> closeAsync() {
    connection.abort(); // commands that are not sent yet have no use any more
    return connection.closeAsync();
  }

  @Override
  public void abort() {
    connection.abort();
  }

  @Override
  public String toString() {
    return "rtl_tcp://" + server + " (" + greeting.tunerName() + ")";
  }
}
