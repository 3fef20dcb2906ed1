package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCloseable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.IncompleteReadException;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import dev.continuo.sync.AsyncEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An rtl_tcp server for any {@link SampleProducer}: other programs take it for a receiver.
 *
 * <pre>{@code
 * try (RtlTcpServer server = await(RtlTcpServer.start(station, options))) {
 *   await(server.serveForever());
 * }
 * }</pre>
 *
 * <p>It serves one client at a time, as the real one does, and closes the connection of a second
 * one at once. Samples are made by a worker thread, a block ahead. They are sent when a real
 * receiver would, by the loop's clock and without drift; a client that does not take them in time
 * loses whole blocks, which are counted, and costs no more than {@link #MOST_BUFFERED} bytes.
 */
public final class RtlTcpServer implements AsyncCloseable {

  /** How much is kept for a client that is slow: more than half a second at 2.4 MS/s. */
  public static final int MOST_BUFFERED = 4 << 20;

  private static final int BLOCK_SAMPLES = 1 << 14;
  private static final Duration TOO_LATE = Duration.ofSeconds(1);

  /**
   * How to serve.
   *
   * @param host the name or address to listen at
   * @param port 1 to 65,535, or 0 for one that the system chooses
   * @param fast whether samples are sent as fast as the client reads, in place of in real time
   * @param report gets a line for what happens, on the loop's thread
   */
  public record Options(String host, int port, boolean fast, Consumer<String> report) {}

  /** What a client wants, kept until no block is being made. */
  private record Wish(Command command, int value) {}

  private final SampleProducer producer;
  private final Options options;
  private final ArrayDeque<Wish> wishes = new ArrayDeque<>();
  private @Nullable Server server;
  private final AsyncEvent idle = new AsyncEvent();
  private long sent;
  private long dropped;
  private int refused;

  private RtlTcpServer(SampleProducer producer, Options options) {
    this.producer = producer;
    this.options = options;
    idle.set();
  }

  /**
   * Starts a server.
   *
   * @param producer what to serve; closed with the server
   * @param options how
   * @return a lazy coroutine of the server, which listens by then
   * @throws IOException when it is awaited: the port is taken, or the host unknown
   */
  @Async
  public static Coroutine<RtlTcpServer> start(SampleProducer producer, Options options)
      throws IOException {
    RtlTcpServer server = new RtlTcpServer(producer, options);
    server.server = await(Streams.startServer(server::serve, options.host(), options.port()));
    return value(server);
  }

  @Async
  private Coroutine<Void> serve(Connection client) {
    Object peer = client.transport().remoteAddress();
    if (!idle.isSet()) {
      refused++;
      options.report().accept("refused " + peer + ": rtl_tcp serves one client at a time");
      client.abort();
      return done();
    }
    idle.clear();
    wishes.clear();
    long sentBefore = sent;
    long droppedBefore = dropped;
    options.report().accept("client " + peer);
    try {
      await(race(listen(client), send(client)), IOException.class);
    } catch (IOException e) {
      // the client is gone: the usual end of a stream without an end
    } finally {
      client.abort();
      idle.set();
      options
          .report()
          .accept(
              "%s left: %,d samples sent, %,d dropped"
                  .formatted(peer, sent - sentBefore, dropped - droppedBefore));
    }
    return done();
  }

  /** Takes commands until the client closes its end. */
  @Async
  private Coroutine<Void> listen(Connection client) {
    while (true) {
      byte[] bytes;
      try {
        bytes =
            await(client.reader().readExactly(RtlTcp.COMMAND_BYTES), IncompleteReadException.class);
      } catch (IncompleteReadException e) {
        if (e.partial().length > 0) {
          options.report().accept("the client left within a command");
        }
        return done();
      }
      int value = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
      Command.of(bytes[0])
          .ifPresentOrElse(
              command -> wishes.add(new Wish(command, value)),
              () -> options.report().accept("unknown command " + (bytes[0] & 0xff)));
    }
  }

  private void grantWishes() {
    for (Wish wish; (wish = wishes.poll()) != null; ) {
      String refusal = producer.command(wish.command, wish.value);
      if (!refusal.isEmpty()) {
        options.report().accept("refused " + wish.command + " " + wish.value + ": " + refusal);
      }
    }
  }

  @Async
  private Coroutine<Void> send(Connection client) throws IOException {
    await(client.writer().write(RtlTcp.Greeting.R820T.bytes()));
    byte[] block = new byte[2 * BLOCK_SAMPLES];
    byte[] spare = new byte[2 * BLOCK_SAMPLES];
    Pace pace = new Pace(producer.sampleRate());
    Task<Integer> next = make(block);
    try {
      while (true) {
        int samples = await(shield(next)); // not cancelled: the worker uses the producer
        if (samples == 0) {
          client.writer().writeEof();
          await(client.writer().drain());
          return done();
        }
        grantWishes();
        byte[] ready = block;
        int rate = pace.rate;
        block = spare;
        spare = ready;
        next = make(block);
        if (options.fast()) {
          await(client.writer().write(ByteBuffer.wrap(ready, 0, 2 * samples)));
          sent += samples;
        } else {
          await(sleep(pace.untilEndOf(samples)));
          sendNow(client, ready, samples);
        }
        if (producer.sampleRate() != rate) {
          pace = new Pace(producer.sampleRate());
        }
      }
    } finally {
      await(finished(next));
    }
  }

  /** Waits though it is cancelled, once more too: the worker uses the producer and a block. */
  @Async
  private static Coroutine<Void> finished(Task<?> task) {
    CancelledError late = null;
    while (!task.done()) {
      try {
        await(waitUntil(ReturnWhen.ALL_COMPLETED, task));
      } catch (CancelledError e) {
        late = e;
      }
    }
    if (late != null) {
      throw late;
    }
    return done();
  }

  private Task<Integer> make(byte[] target) {
    return createTask(toThread(() -> producer.produce(target, BLOCK_SAMPLES)), "make samples");
  }

  private void sendNow(Connection client, byte[] block, int samples) {
    if (client.transport().bufferedBytes() + 2 * samples > MOST_BUFFERED) {
      dropped += samples;
    } else {
      client.transport().write(ByteBuffer.wrap(block, 0, 2 * samples));
      sent += samples;
    }
  }

  /** When samples are due, counted from the first one, so that no error adds up. */
  private final class Pace {
    private final int rate;
    private long start = EventLoop.running().time();
    private long samples;

    Pace(int rate) {
      this.rate = rate;
    }

    Duration untilEndOf(int more) {
      samples += more;
      long now = EventLoop.running().time();
      long due = start + (long) (samples * 1e9 / rate);
      if (now - due > TOO_LATE.toNanos()) {
        options.report().accept("this machine is too slow for " + rate + " samples a second");
        start += now - due;
      }
      return Duration.ofNanos(due - now);
    }
  }

  /**
   * The port it listens at.
   *
   * @return 1 to 65,535
   */
  public int port() {
    return listener().port();
  }

  /**
   * Serves until it is closed, or the wait is cancelled.
   *
   * @return a lazy coroutine
   */
  public Coroutine<@Nullable Void> serveForever() {
    return listener().serveForever();
  }

  private Server listener() {
    if (server == null) {
      throw new IllegalStateException("the server was not started");
    }
    return server;
  }

  /** Closes the connection of the client, if there is one. */
  public void abortClients() {
    listener().abortClients();
  }

  /**
   * How many samples were handed to the network.
   *
   * @return of all clients together
   */
  public long sent() {
    return sent;
  }

  /**
   * How many samples a slow client lost.
   *
   * @return of all clients together
   */
  public long dropped() {
    return dropped;
  }

  /**
   * How many connections were closed because there was a client already.
   *
   * @return a number
   */
  public int refused() {
    return refused;
  }

  /**
   * Ends the connection, and waits until nothing is left of it.
   *
   * @return a lazy coroutine
   */
  @Override
  @Async
  public Coroutine<@Nullable Void> closeAsync() {
    listener().stopListening();
    listener().abortClients();
    await(listener().untilClosed());
    await(idle.untilSet()); // the worker finishes its block
    try {
      producer.close();
    } catch (IOException e) {
      options.report().accept("cannot close what was served: " + e.getMessage());
    }
    return done();
  }
}
