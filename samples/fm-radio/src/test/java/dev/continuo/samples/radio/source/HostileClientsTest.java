package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that do what they should not, and producers that fail: the server goes on. */
@AsyncTests
@RealTime
class HostileClientsTest {

  private static final int RATE = 1_000_000;
  private static final TunerSettings TUNED = TunerSettings.at(92_450_000).withSampleRate(RATE);
  private static final int MEGABYTE = 1 << 20;

  private final List<String> report = new ArrayList<>();

  private Coroutine<RtlTcpServer> start(SampleProducer producer) throws IOException {
    return RtlTcpServer.start(
        producer, new RtlTcpServer.Options("127.0.0.1", 0, true, report::add));
  }

  private static SimulatedReceiver nothing() throws IOException {
    return new SimulatedReceiver(List.of(), Reception.PERFECT, TUNED);
  }

  private static Coroutine<Connection> connect(RtlTcpServer server) throws IOException {
    return Streams.openConnection("127.0.0.1", server.port());
  }

  @Async
  private Coroutine<Void> untilReported(String part) {
    while (report.stream().noneMatch(line -> line.contains(part))) {
      await(sleep(ofMillis(1)));
    }
    return done();
  }

  @Async
  private Coroutine<Void> untilLeft(int clients) {
    while (report.stream().filter(line -> line.contains(" left: ")).count() < clients) {
      await(sleep(ofMillis(1)));
    }
    return done();
  }

  // ---- commands

  @Test
  @Async
  void commandsAreObeyedThoughNothingIsRead() throws Exception {
    try (RtlTcpServer server = await(start(nothing()))) {
      Connection client = await(connect(server));
      long sent = -1;
      while (sent != server.sent()) { // until it waits for the client
        sent = server.sent();
        await(sleep(ofMillis(50)));
      }
      await(client.writer().write(Command.GAIN_BY_INDEX.withValue(29)));
      await(untilReported("refused GAIN_BY_INDEX 29"));
      client.abort();
      await(untilLeft(1));
    }
  }

  /** A producer that makes a block only when it is allowed to. */
  private static final class Held extends SilentProducer {
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public int produce(byte[] target, int samples) throws IOException {
      begun.incrementAndGet();
      allowed.acquireUninterruptibly();
      return samples;
    }
  }

  @Async
  private static Coroutine<Integer> writes(Connection client, int megabytes) throws IOException {
    byte[] commands = new byte[MEGABYTE / 5 * 5];
    for (int i = 0; i < commands.length; i += 5) {
      commands[i] = (byte) Command.BIAS_TEE.id();
    }
    for (int i = 0; i < megabytes; i++) {
      await(client.writer().write(commands));
    }
    return value(megabytes);
  }

  @Test
  @Async
  void aMillionCommandsWaitInTheClientAndNotHere() throws Exception {
    Held producer = new Held();
    try (RtlTcpServer server = await(start(producer))) {
      Connection client = await(connect(server));
      Task<Integer> writer = createTask(writes(client, 64));
      int still = 0;
      int buffered = -1;
      while (still < 100 && !writer.done()) { // until nothing moves any more
        await(sleep(ofMillis(2)));
        still = buffered == client.transport().bufferedBytes() ? still + 1 : 0;
        buffered = client.transport().bufferedBytes();
      }
      assertThat(writer.done()).isFalse();
      assertThat(producer.commands).isZero();
      for (int block = 1; block <= 3; block++) {
        int before = producer.commands;
        producer.allowed.release();
        while (producer.begun.get() == block) {
          await(sleep(ofMillis(1)));
        }
        // Those that waited, and a few that came before the next block was begun.
        assertThat(producer.commands - before).isBetween(64, 100);
        await(sleep(ofMillis(100))); // more could come, if it were taken
      }
      producer.allowed.release(Integer.MAX_VALUE / 2);
      writer.cancel();
      client.abort();
      await(waitUntil(ReturnWhen.ALL_COMPLETED, writer));
    }
  }

  @Test
  @Async
  void aMillionMistakesAreNotAMillionLines() throws Exception {
    try (RtlTcpServer server = await(start(nothing()))) {
      for (int round = 1; round <= 2; round++) {
        Connection client = await(connect(server));
        byte[] garbage = new byte[5 * 10_000 + 3];
        Arrays.fill(garbage, (byte) 0xee);
        await(client.writer().write(garbage));
        client.writer().writeEof();
        await(client.reader().readAll());
        await(client.closeAsync());
        await(untilLeft(round));
        assertThat(report).hasSize(round * 23); // came, 20 mistakes, no more, left
      }
    }
    assertThat(report).contains("unknown command 238", "more mistakes of this client are not told");
  }

  // ---- many

  @Async
  private Coroutine<Void> rudely(RtlTcpServer server, int kind) throws IOException {
    Connection client = await(connect(server));
    try {
      if (kind == 0) {
        await(client.writer().write(new byte[] {1, 2, 3})); // half a command
        client.writer().writeEof();
        await(client.reader().readExactly(RtlTcp.GREETING_BYTES));
      } else if (kind == 1) {
        client.transport().setOption(StandardSocketOptions.SO_LINGER, 0); // a reset
        await(client.reader().readExactly(RtlTcp.GREETING_BYTES + 1));
      } else if (kind == 2) {
        client.transport().setOption(StandardSocketOptions.SO_LINGER, 0);
        await(client.writer().write(new byte[] {1, 2, 3}));
      } else if (kind == 3) {
        await(client.writer().write(new byte[10_000]));
      }
    } finally {
      client.abort();
    }
    return done();
  }

  @Async
  private Coroutine<Long> manyRudeOnes(int clients) throws IOException {
    long openBefore = 0;
    try (RtlTcpServer server = await(start(nothing()))) {
      for (int i = 0; i < clients; i++) {
        if (i == 20) { // classes are loaded by then
          openBefore = OpenFiles.count();
        }
        await(rudely(server, i % 5), IOException.class);
        await(untilLeft(i + 1 - server.refused()));
      }
      try (RtlTcpClient good = await(RtlTcpClient.connect("127.0.0.1", server.port(), TUNED))) {
        assertThat(await(good.read(ByteBuffer.allocate(10)))).isPositive();
      }
      await(untilLeft(clients + 1 - server.refused()));
      long opened = OpenFiles.count() - openBefore;
      return value(opened);
    }
  }

  @Test
  @Async
  void aHundredRudeClientsLeaveNothingOpen() throws Exception {
    assertThat(await(manyRudeOnes(100))).isLessThan(20);
  }

  // ---- what one client wanted

  @Test
  @Async
  void theNextClientFindsWhatTheFirstOneFound() throws Exception {
    SimulatedReceiver producer = nothing();
    try (RtlTcpServer server = await(start(producer))) {
      try (RtlTcpClient first = await(RtlTcpClient.connect("127.0.0.1", server.port(), TUNED))) {
        await(first.send(Command.SAMPLE_RATE, 2_048_000));
        await(first.send(Command.TEST_MODE, 1));
        await(first.send(Command.GAIN_MODE, 1));
        while (producer.sampleRate() == RATE) {
          await(first.read(ByteBuffer.allocate(1 << 16)));
        }
      }
      await(untilLeft(1));
      try (Connection next = await(connect(server))) {
        byte[] samples = await(next.reader().readExactly(RtlTcp.GREETING_BYTES + MEGABYTE));
        assertThat(producer.sampleRate()).isEqualTo(RATE);
        for (int i = RtlTcp.GREETING_BYTES; i < samples.length; i++) {
          assertThat(samples[i]).isEqualTo((byte) 127); // an empty band, no counter
        }
      }
    }
  }

  // ---- producers

  /** A producer that makes one block, and then fails. */
  private static final class Broken extends SilentProducer {
    private final Exception failure;
    private int blocks;

    Broken(Exception failure) {
      this.failure = failure;
    }

    @Override
    public int produce(byte[] target, int samples) throws IOException {
      if (blocks++ == 0) {
        return samples;
      }
      if (failure instanceof IOException e) {
        throw e;
      }
      throw (RuntimeException) failure;
    }
  }

  @Async
  private Coroutine<Integer> served(SampleProducer producer) throws IOException {
    try (RtlTcpServer server = await(start(producer))) {
      try (Connection client = await(connect(server))) {
        byte[] all = await(client.reader().readAll());
        await(untilReported("got all there is"));
        return value(all.length);
      }
    }
  }

  @Test
  @Async
  void aProducerThatFailsIsNotTakenForAClientThatLeft() throws Exception {
    Broken gone = new Broken(new IOException("band.cu8 became shorter"));
    assertThat(await(served(gone))).isEqualTo(RtlTcp.GREETING_BYTES + (1 << 15));
    assertThat(report)
        .contains("cannot make samples: band.cu8 became shorter")
        .noneMatch(line -> line.contains(" left: "));
    assertThat(gone.closed).isTrue();
    report.clear();
    await(served(new Broken(new IllegalStateException("a mistake"))));
    assertThat(report).contains("cannot make samples: java.lang.IllegalStateException: a mistake");
  }

  @Test
  @Async
  void aProducerIsClosedIfTheServerCannotStart() throws Exception {
    try (RtlTcpServer server = await(start(nothing()))) {
      SilentProducer second = new SilentProducer();
      String message = "";
      try {
        await(
            RtlTcpServer.start(
                second, new RtlTcpServer.Options("127.0.0.1", server.port(), true, report::add)));
      } catch (IOException e) {
        message = e.getMessage();
      }
      assertThat(message).contains("" + server.port()).contains("in use");
      assertThat(second.closed).isTrue();
    }
  }
}
