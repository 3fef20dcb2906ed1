package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server, served with the client and with bare sockets. */
@AsyncTests
@RealTime
class RtlTcpServerTest {

  private static final int RATE = 1_000_000;
  private static final TunerSettings TUNED = TunerSettings.at(92_450_000).withSampleRate(RATE);

  @TempDir private Path folder = Path.of("");

  private final List<String> report = new ArrayList<>();

  private Coroutine<RtlTcpServer> start(SampleProducer producer, boolean fast) throws IOException {
    return RtlTcpServer.start(
        producer, new RtlTcpServer.Options("127.0.0.1", 0, fast, report::add));
  }

  /** An empty band: only commands matter. */
  private static SimulatedReceiver nothing() throws IOException {
    return new SimulatedReceiver(List.of(), Reception.PERFECT, TUNED);
  }

  @Test
  @Async
  void testModeCountsAndNothingIsLostOnTheWay() throws Exception {
    try (RtlTcpServer server = await(start(nothing(), true))) {
      try (RtlTcpClient client = await(RtlTcpClient.connect("127.0.0.1", server.port(), TUNED))) {
        await(client.send(Command.TEST_MODE, 1));
        ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
        while (bytes.hasRemaining()) {
          await(client.read(bytes));
        }
        int end = bytes.limit();
        int start = 0; // what was on its way before the command was obeyed
        while (start < end - 1 && bytes.get(start + 1) != (byte) (bytes.get(start) + 1)) {
          start++;
        }
        for (int i = start + 1; i < end; i++) {
          assertThat(bytes.get(i)).isEqualTo((byte) (bytes.get(i - 1) + 1));
        }
        assertThat(end - start).isGreaterThan(1 << 18);
      }
    }
  }

  @Test
  @Async
  void realTimeIsKept() throws Exception {
    try (RtlTcpServer server = await(start(nothing(), false))) {
      StreamOptions options = StreamOptions.LIVE.withBlocks(10_000, 100);
      long begin = EventLoop.running().time();
      try (Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), TUNED, options))) {
        for (IqBlock block : each(sdr.stream())) {
          if (block.index() >= RATE / 2) {
            break;
          }
        }
        // Never too early; how late is up to the machine.
        double seconds = (EventLoop.running().time() - begin) / 1e9;
        assertThat(seconds).isBetween(0.5, 5.0);
      }
    }
  }

  @Test
  @Async
  void aSecondClientIsRefusedAndTheFirstGoesOn() throws Exception {
    try (RtlTcpServer server = await(start(nothing(), true))) {
      try (RtlTcpClient first = await(RtlTcpClient.connect("127.0.0.1", server.port(), TUNED))) {
        String message = "";
        try {
          await(RtlTcpClient.connect("127.0.0.1", server.port(), TUNED));
        } catch (IOException e) {
          message = e.getMessage();
        }
        assertThat(message).isNotEmpty();
        assertThat(server.refused()).isEqualTo(1);
        assertThat(report)
            .anyMatch(line -> line.matches("refused .*: rtl_tcp serves one client.*"));
        assertThat(await(first.read(ByteBuffer.allocate(10)))).isPositive();
      }
      while (report.stream().noneMatch(line -> line.contains("left"))) {
        await(sleep(ofMillis(1)));
      }
      RtlTcpClient next = await(RtlTcpClient.connect("127.0.0.1", server.port(), TUNED));
      await(next.closeAsync());
    }
  }

  @Test
  @Async
  void aClientThatDoesNotReadLosesWholeBlocksAndCostsNoMore() throws Exception {
    // So much of a second that the sockets' buffers are full soon.
    TunerSettings quick = TUNED.withSampleRate(3_200_000);
    SampleProducer producer = new SimulatedReceiver(List.of(), Reception.PERFECT, quick);
    try (RtlTcpServer server = await(start(producer, false))) {
      Connection client = await(Streams.openConnection("127.0.0.1", server.port()));
      while (server.dropped() == 0) {
        await(sleep(ofMillis(10)));
      }
      assertThat(server.dropped() % (1 << 14)).isZero();
      client.abort();
    }
    assertThat(report.get(report.size() - 1)).contains("left").contains("dropped");
  }

  @Test
  @Async
  void whatCannotBeDoneIsSaidAndTheRestGoesOn() throws Exception {
    try (RtlTcpServer server = await(start(nothing(), true))) {
      try (Connection client = await(Streams.openConnection("127.0.0.1", server.port()))) {
        await(client.writer().write(Command.SAMPLE_RATE.withValue(0)));
        await(client.writer().write(Command.SAMPLE_RATE.withValue(500_000)));
        await(client.writer().write(Command.GAIN_BY_INDEX.withValue(29)));
        await(client.writer().write(new byte[] {77, 0, 0, 0, 0}));
        await(client.writer().write(Command.SAMPLE_RATE.withValue(2_048_000)));
        await(client.writer().write(new byte[] {1, 2}));
        while (report.size() < 5) {
          await(client.reader().read(1 << 16));
        }
        client.writer().writeEof();
        while (report.stream().noneMatch(line -> line.contains("left:"))) {
          await(sleep(ofMillis(1)));
        }
      }
    }
    assertThat(report)
        .contains("unknown command 77", "the client left within a command")
        .anyMatch(line -> line.startsWith("refused SAMPLE_RATE 0: the receiver can do"))
        .anyMatch(line -> line.startsWith("refused SAMPLE_RATE 500000: "))
        .anyMatch(line -> line.startsWith("refused GAIN_BY_INDEX 29: there are gains 0 to 28"));
  }

  @Test
  @Async
  void aRecordingIsServedAsBytes() throws Exception {
    Path file = folder.resolve("band.cs8");
    byte[] recorded = new byte[2000];
    for (int i = 0; i < recorded.length; i++) {
      recorded[i] = (byte) (i - 128);
    }
    Files.write(file, recorded);
    RecordingInfo info = RecordingInfo.of(file, RecordingInfo.Hints.ofRate(RATE));
    try (RtlTcpServer server = await(start(new RecordingProducer(info, false), true))) {
      try (Connection client = await(Streams.openConnection("127.0.0.1", server.port()))) {
        byte[] all = await(client.reader().readAll());
        assertThat(all).hasSize(RtlTcp.GREETING_BYTES + recorded.length);
        for (int i = 0; i < recorded.length; i++) {
          int served = all[RtlTcp.GREETING_BYTES + i] & 0xff;
          assertThat(served).isCloseTo((recorded[i] + 128) & 0xff, within(1));
        }
      }
    }
  }
}
