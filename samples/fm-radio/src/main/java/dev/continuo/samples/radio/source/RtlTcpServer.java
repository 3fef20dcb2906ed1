package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;

import dev.continuo.AsyncCloseable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
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
import java.util.ArrayDeque;
import java.util.Optional;
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
 *
 * <p>The protocol has no answers. A command that cannot be done is reported here and otherwise
 * ignored, as rtl_tcp does. Unlike there, nothing that a client asked for outlives it: the next one
 * finds the receiver as it was at the start, and not in test mode, or at a rate, that somebody else
 * wanted.
 */
public final class RtlTcpServer implements AsyncCloseable {

  /** How much is kept for a client that is slow: more than half a second at 2.4 MS/s. */
  public static final int MOST_BUFFERED = 4 << 20;

  private static final int BLOCK_SAMPLES = 1 << 14;

  private static final String LEFT = "left";

  /** How many commands wait at most; then the client does, until a block was made. */
  private static final int MOST_WISHES = 64;

  /** What is told of one client's mistakes. */
  private static final int MOST_COMPLAINTS = 20;

  /**
   * How to serve.
   *
   * @param host the name or address to listen at
   * @param port 1 to 65,535, or 0 for one that the system chooses
   * @param fast whether samples are sent as fast as the client reads, in place of in real time
   * @param report gets a line for what happens, on the loop's thread
   */
  public record Options(String host, int port, boolean fast, Consumer<String> report) {}

  /** What a client wants, kept while a block is being made: the worker uses the producer. */
  private record Wish(Command command, int value) {}

  /** A block of samples, and how many a second were due when it was begun. */
  private static final class Made {
    final byte[] bytes;
    final int samples;
    final int rate;

    Made(byte[] bytes, int samples, int rate) {
      this.bytes = bytes;
      this.samples = samples;
      this.rate = rate;
    }
  }

  private final SampleProducer producer;
  private final Options options;
  private final ArrayDeque<Wish> wishes = new ArrayDeque<>(); // at most MOST_WISHES
  private final AsyncEvent made = new AsyncEvent();
  private boolean making;
  private @Nullable Server server;
  private final AsyncEvent idle = new AsyncEvent();
  private long sent;
  private long dropped;
  private int refused;
  private int complaints;

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
    boolean started = false;
    try {
      server.server = await(Streams.startServer(server::serve, options.host(), options.port()));
      started = true;
    } finally {
      if (!started) {
        server.closeProducer();
      }
    }
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
    complaints = 0;
    producer.reset();
    long sentBefore = sent;
    long droppedBefore = dropped;
    options.report().accept("client " + peer);
    String end = LEFT;
    try {
      end = await(race(listen(client), send(client)));
    } finally {
      client.abort();
      idle.set();
      options
          .report()
          .accept(
              "%s %s: %,d samples sent, %,d dropped"
                  .formatted(peer, end, sent - sentBefore, dropped - droppedBefore));
    }
    return done();
  }

  /** Takes commands until the client closes its end; returns how it ended. */
  @Async
  private Coroutine<String> listen(Connection client) {
    while (true) {
      byte[] bytes;
      try {
        bytes = await(client.reader().readExactly(RtlTcp.COMMAND_BYTES), IOException.class);
      } catch (IOException e) {
        if (e instanceof IncompleteReadException part && part.partial().length > 0) {
          complain("the client left within a command");
        }
        return value(LEFT);
      }
      int value = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
      Optional<Command> command = Command.of(bytes[0]);
      if (command.isEmpty()) {
        complain("unknown command " + (bytes[0] & 0xff));
      } else if (making) {
        wishes.add(new Wish(command.get(), value));
      } else {
        grant(new Wish(command.get(), value));
      }
      while (wishes.size() >= MOST_WISHES) {
        made.clear();
        await(made.untilSet());
      }
      await(yieldNow()); // however many commands have come, others have their turn
    }
  }

  private void grant(Wish wish) {
    String refusal = producer.command(wish.command, wish.value);
    if (!refusal.isEmpty()) {
      String value = Integer.toUnsignedString(wish.value);
      complain("refused " + wish.command + " " + value + ": " + refusal);
    }
  }

  /** Tells of a client's mistake, but not of a million. */
  private void complain(String line) {
    complaints++;
    if (complaints <= MOST_COMPLAINTS) {
      options.report().accept(line);
    } else if (complaints == MOST_COMPLAINTS + 1) {
      options.report().accept("more mistakes of this client are not told");
    }
  }

  /** Sends samples until there are no more, or nobody who takes them; returns how it ended. */
  @Async
  private Coroutine<String> send(Connection client) {
    try {
      await(client.writer().write(RtlTcp.Greeting.R820T.bytes()), IOException.class);
      await(sendSamples(client));
      client.writer().writeEof();
      await(client.writer().drain());
      return value("got all there is");
    } catch (IOException e) {
      return value(LEFT); // the usual end of a stream without an end
    }
  }

  @Async
  private Coroutine<Void> sendSamples(Connection client) throws IOException {
    byte[] spare = new byte[2 * BLOCK_SAMPLES];
    Pace pace = new Pace(producer.sampleRate(), options.report());
    Task<Made> next = createTask(make(new byte[2 * BLOCK_SAMPLES]), "make samples");
    try {
      while (true) {
        Made ready = await(shield(next)); // not cancelled: the worker uses the producer
        if (ready.samples == 0) {
          return done();
        }
        next = createTask(make(spare), "make samples");
        spare = ready.bytes;
        if (ready.rate != pace.rate()) {
          pace = new Pace(ready.rate, options.report());
        }
        if (options.fast()) {
          await(client.writer().write(ByteBuffer.wrap(ready.bytes, 0, 2 * ready.samples)));
          sent += ready.samples;
        } else {
          await(sleep(pace.untilEndOf(ready.samples)));
          sendNow(client, ready);
        }
      }
    } finally {
      await(finished(next));
    }
  }

  /**
   * Makes a block, then does what the client asked for meanwhile. A failure is told, and the end.
   */
  @Async
  private Coroutine<Made> make(byte[] target) {
    int rate = producer.sampleRate();
    int samples = 0;
    making = true;
    try {
      samples = await(toThread(() -> producer.produce(target, BLOCK_SAMPLES)));
    } catch (Exception e) {
      options.report().accept("cannot make samples: " + reason(e));
    }
    making = false;
    for (Wish wish; (wish = wishes.poll()) != null; ) {
      grant(wish);
    }
    made.set();
    return value(new Made(target, samples, rate));
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return e instanceof IOException && message != null && message.contains(" ")
        ? message
        : e.toString();
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

  private void sendNow(Connection client, Made block) {
    int bytes = 2 * block.samples;
    if (client.transport().bufferedBytes() + bytes > MOST_BUFFERED) {
      dropped += block.samples;
    } else {
      client.transport().write(ByteBuffer.wrap(block.bytes, 0, bytes));
      sent += block.samples;
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
    closeProducer();
    return done();
  }

  private void closeProducer() {
    try {
      producer.close();
    } catch (IOException e) {
      options.report().accept("cannot close what was served: " + e.getMessage());
    }
  }
}
