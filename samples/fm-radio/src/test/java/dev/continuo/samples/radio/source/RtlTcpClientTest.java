package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFunction;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import dev.continuo.samples.radio.source.RtlTcp.Command;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client against servers that behave well, and that do not. */
@AsyncTests
@RealTime
class RtlTcpClientTest {

  private static final TunerSettings SETTINGS = TunerSettings.at(92_450_000);

  @Test
  void commandsAndGreetingsAreAsTheProtocolSays() {
    assertThat(Command.FREQUENCY.withValue(100_000_000)).containsExactly(1, 0x05, 0xf5, 0xe1, 0x00);
    assertThat(Command.PPM.withValue(-2)).containsExactly(5, 0xff, 0xff, 0xff, 0xfe);
    assertThat(Command.of(0x0e)).contains(Command.BIAS_TEE);
    assertThat(Command.of(0x0f)).isEmpty();
    byte[] greeting = {'R', 'T', 'L', '0', 0, 0, 0, 5, 0, 0, 0, 29};
    assertThat(RtlTcp.Greeting.R820T.bytes()).containsExactly(greeting);
    assertThat(RtlTcp.Greeting.of(greeting)).isEqualTo(Optional.of(RtlTcp.Greeting.R820T));
    assertThat(RtlTcp.Greeting.R820T.tunerName()).isEqualTo("R820T");
  }

  /** Why it cannot connect to such a server, or what the stream ends with. */
  @Async
  private static Coroutine<String> failure(AsyncFunction<Connection, Void> handler)
      throws IOException {
    try (Server server = await(Streams.startServer(handler, "127.0.0.1", 0))) {
      StreamOptions options = StreamOptions.LIVE.withBlocks(100, 4);
      try (Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), SETTINGS, options))) {
        for (IqBlock block : each(sdr.stream())) {
          assertThat(block.samples()).isPositive();
        }
        return value("the end");
      } catch (Exception e) {
        assertThat(e).isInstanceOf(IOException.class);
        return value(String.valueOf(e.getMessage()).replace(":" + server.port(), ":PORT"));
      } finally {
        server.abortClients();
      }
    }
  }

  @Async
  private static Coroutine<Void> says(Connection client, byte[] bytes) throws IOException {
    await(client.writer().write(bytes));
    client.writer().writeEof();
    await(client.reader().readAll());
    return done();
  }

  private static byte[] greetingAnd(int bytes) {
    return ByteBuffer.allocate(RtlTcp.GREETING_BYTES + bytes)
        .put(RtlTcp.Greeting.R820T.bytes())
        .array();
  }

  @Test
  @Async
  void anotherProtocolIsToldApart() throws IOException {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(await(failure(client -> says(client, http))))
        .isEqualTo(
            "127.0.0.1:PORT is no rtl_tcp server: it begins with \"HTTP/1.1 400\" in place of RTL0");
    assertThat(await(failure(client -> says(client, new byte[] {'R', 'T', 1}))))
        .isEqualTo("127.0.0.1:PORT is no rtl_tcp server: it begins with \"RT.\" in place of RTL0");
  }

  @Test
  @Async
  void aServerThatHangsUpBeforeItsGreetingMayServeAnother() throws IOException {
    assertThat(await(failure(client -> says(client, new byte[0]))))
        .contains("closed the connection before its greeting")
        .contains("one client at a time");
  }

  @Test
  @Async
  void theEndOfTheConnectionIsAnErrorAlsoAfterHalfAPair() throws IOException {
    assertThat(await(failure(client -> says(client, greetingAnd(1001)))))
        .isEqualTo("127.0.0.1:PORT closed the connection: check that rtl_tcp still runs there");
  }

  @Async
  private static Coroutine<Void> resets(Connection client) throws IOException {
    await(client.writer().write(greetingAnd(1000)));
    await(client.reader().readExactly(5));
    client.transport().setOption(StandardSocketOptions.SO_LINGER, 0);
    client.abort();
    return done();
  }

  @Test
  @Async
  void aResetIsAnError() throws IOException {
    assertThat(await(failure(RtlTcpClientTest::resets)))
        .startsWith("the connection to 127.0.0.1:PORT was lost (")
        .contains("Connection reset")
        .contains("check that rtl_tcp still runs");
  }

  @Test
  @Async
  void nobodyListens() throws IOException {
    Server server = await(Streams.startServer(c -> says(c, new byte[0]), "127.0.0.1", 0));
    int port = server.port();
    await(server.closeAsync());
    String message = "";
    try {
      await(RtlTcpClient.connect("127.0.0.1", port, SETTINGS));
    } catch (IOException e) {
      message = e.getMessage();
    }
    assertThat(message)
        .startsWith("no connection to rtl_tcp at 127.0.0.1:" + port + " (")
        .contains("refused")
        .contains("check that it runs there");
  }

  @Async
  private static Coroutine<Void> records(Connection client, List<String> commands)
      throws IOException {
    await(client.writer().write(RtlTcp.Greeting.R820T.bytes()));
    for (int i = 0; i < 8; i++) {
      ByteBuffer command = ByteBuffer.wrap(await(client.reader().readExactly(5)));
      commands.add(Command.of(command.get()).orElseThrow() + " " + command.getInt());
    }
    return done();
  }

  @Test
  @Async
  void settingsAndCommandsAreSent() throws IOException {
    List<String> commands = new ArrayList<>();
    try (Server server = await(Streams.startServer(c -> records(c, commands), "127.0.0.1", 0))) {
      TunerSettings settings = SETTINGS.withGain(29.7).withPpm(-3).withSampleRate(2_048_000);
      try (RtlTcpClient client =
          await(RtlTcpClient.connect("127.0.0.1", server.port(), settings))) {
        await(client.send(Command.BIAS_TEE, 1));
        await(client.send(Command.FREQUENCY, (int) 2_500_000_000L));
        await(client.send(Command.DIRECT_SAMPLING, 2));
        String end = "";
        try {
          await(client.read(ByteBuffer.allocate(1)));
        } catch (IOException e) {
          end = e.getMessage();
        }
        assertThat(end).contains("closed the connection");
      }
    }
    assertThat(commands)
        .containsExactly(
            "SAMPLE_RATE 2048000",
            "PPM -3",
            "FREQUENCY 92450000",
            "GAIN_MODE 1",
            "GAIN 297",
            "BIAS_TEE 1",
            "FREQUENCY " + (int) 2_500_000_000L,
            "DIRECT_SAMPLING 2");
  }

  @Test
  @Async
  void aHostThatIsNotKnownIsNamed() {
    String message = "";
    try {
      await(RtlTcpClient.connect("no-such-host.invalid", 1234, SETTINGS), IOException.class);
    } catch (IOException e) {
      message = e.getMessage();
    }
    assertThat(message)
        .isEqualTo("no host no-such-host.invalid is known: check the name, or say its address");
  }

  @Test
  @Async
  void aRateThatNoReceiverCanDoIsNotEvenSent() throws IOException {
    List<String> commands = new ArrayList<>();
    String refusal = "500000 samples a second: the receiver can do 225,001 to 300,000 and";
    try (Server server = await(Streams.startServer(c -> records(c, commands), "127.0.0.1", 0))) {
      TunerSettings wrong = SETTINGS.withSampleRate(500_000);
      String message = "";
      try {
        await(RtlTcpClient.connect("127.0.0.1", server.port(), wrong));
      } catch (IllegalArgumentException e) {
        message = e.getMessage();
      }
      assertThat(message).startsWith(refusal);
      try (RtlTcpClient client =
          await(RtlTcpClient.connect("127.0.0.1", server.port(), SETTINGS))) {
        message = "";
        try {
          await(client.tune(wrong));
        } catch (IllegalArgumentException e) {
          message = e.getMessage();
        }
        assertThat(message).startsWith(refusal);
        assertThat(client.sampleRate()).isEqualTo(SETTINGS.sampleRate());
        for (int i = 0; i < 4; i++) {
          await(client.send(Command.BIAS_TEE, i));
        }
        while (commands.size() < 8) {
          await(yieldNow());
        }
      }
      assertThat(commands).doesNotContain("SAMPLE_RATE 500000");
    }
  }
}
