package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncFunction;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Stops with real sockets. The server never closes its end of its own accord: what ends here, ends
 * without its help, and no clock has to be looked at. {@code --bench} prints how long it takes.
 */
@AsyncTests
@RealTime
class StopTest {

  private static final TunerSettings SETTINGS = TunerSettings.at(92_450_000);
  private static final StreamOptions OPTIONS = StreamOptions.LIVE.withBlocks(100, 4);

  /** One leak in each would be seen: the JVM itself opens a jar now and then. */
  private static final int ROUNDS = 30;

  private int calls;
  private int hungUp;

  /** Greets, sends so many bytes, and then nothing, until the other end is gone. */
  @Async
  private Coroutine<Void> falls(Connection client, int bytes) {
    calls++;
    try {
      await(client.writer().write(RtlTcp.Greeting.R820T.bytes()), IOException.class);
      await(client.writer().write(new byte[bytes]));
      await(client.reader().readAll());
    } catch (IOException e) {
      // a reset: what was sent was not read
    }
    hungUp++;
    return done();
  }

  @Async
  private Coroutine<Void> saysNothing(Connection client) {
    calls++;
    try {
      await(client.reader().readAll(), IOException.class);
    } catch (IOException e) {
      // a reset
    }
    hungUp++;
    return done();
  }

  @Async
  private Coroutine<Void> untilHungUp() {
    while (hungUp < calls) {
      await(sleep(ofMillis(1)));
    }
    return done();
  }

  @Test
  @Async
  void stopWithAFullQueueAndAServerThatHasStoppedSending() throws Exception {
    try (Server server = await(Streams.startServer(c -> falls(c, 1 << 20), "127.0.0.1", 0))) {
      for (LossPolicy policy : LossPolicy.values()) {
        StreamOptions options = OPTIONS.withPolicy(policy);
        Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), SETTINGS, options));
        int blocks = 0;
        for (IqBlock block : each(sdr.stream())) {
          assertThat(block.samples()).isEqualTo(100);
          blocks++;
          while (sdr.queued() < OPTIONS.queuedBlocks()) {
            await(yieldNow());
          }
          sdr.stop();
        }
        await(sdr.closeAsync());
        assertThat(blocks).isEqualTo(1);
        assertThat(sdr.queued()).isZero();
        await(untilHungUp());
      }
      assertThat(calls).isEqualTo(3);
    }
  }

  @Test
  @Async
  void stopWhileAServerSaysNothingAnyMore() throws Exception {
    try (Server server = await(Streams.startServer(c -> falls(c, 2 * 250), "127.0.0.1", 0))) {
      Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), SETTINGS, OPTIONS));
      Task<Long> listener = createTask(sdr.stream().count());
      while (sdr.received() < 200) { // two blocks, and half of one that is never filled
        await(sleep(ofMillis(1)));
      }
      sdr.stop();
      await(sdr.closeAsync());
      assertThat(await(listener)).isEqualTo(2);
      await(untilHungUp());
    }
  }

  @Test
  @Async
  void cancellationWhileItConnects() throws Exception {
    try (Server server = await(Streams.startServer(this::saysNothing, "127.0.0.1", 0))) {
      await(givesUp(server));
      assertThat(calls).isEqualTo(1);
      await(untilHungUp());
    }
  }

  @Async
  private Coroutine<Void> givesUp(Server server) throws IOException {
    int before = calls;
    Task<Sdr> opening = createTask(Sdr.openReceiver("127.0.0.1", server.port(), SETTINGS, OPTIONS));
    while (calls == before) {
      await(sleep(ofMillis(1)));
    }
    opening.cancel();
    try {
      await(opening);
    } catch (CancelledError e) {
      assertThat(opening.cancelled()).isTrue();
    }
    assertThat(opening.cancelled()).isTrue();
    return done();
  }

  // ---- descriptors

  @Async
  private static Coroutine<Void> failsToOpen(Server server) {
    try {
      Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), SETTINGS, OPTIONS));
      throw new AssertionError("opened " + sdr.source());
    } catch (IOException e) {
      assertThat(e.getMessage()).contains("rtl_tcp");
    }
    return done();
  }

  /** A server that greets, sends a little and hangs up, again and again. */
  @Async
  private static Coroutine<Void> connectsInVain(Server server) throws Exception {
    Reconnect twice = new Reconnect(2, Duration.ZERO, Duration.ZERO);
    StreamOptions options = OPTIONS.withReconnect(twice, line -> {});
    boolean failed = false;
    try (Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), SETTINGS, options))) {
      try {
        await(sdr.stream().count());
      } catch (Exception e) {
        failed = true;
      }
      assertThat(sdr.reconnects()).isEqualTo(2);
    }
    assertThat(failed).isTrue();
    return done();
  }

  /** How many descriptors are open at the end of so many rounds. */
  @Async
  private Coroutine<Long> openAfter(int rounds) throws Exception {
    AsyncFunction<Connection, Void> http = c -> says(c, "HTTP/1.1 400 Bad");
    AsyncFunction<Connection, Void> closes = c -> says(c, "");
    AsyncFunction<Connection, Void> greets = StopTest::greets;
    try (Server wrong = await(Streams.startServer(http, "127.0.0.1", 0));
        Server shortly = await(Streams.startServer(closes, "127.0.0.1", 0));
        Server unsteady = await(Streams.startServer(greets, "127.0.0.1", 0));
        Server silent = await(Streams.startServer(this::saysNothing, "127.0.0.1", 0))) {
      for (int i = 0; i < rounds; i++) {
        await(failsToOpen(wrong));
        await(failsToOpen(shortly));
        await(connectsInVain(unsteady));
        await(givesUp(silent));
      }
      await(untilHungUp());
      return value(OpenFiles.count());
    }
  }

  @Async
  private static Coroutine<Void> says(Connection client, String words) throws IOException {
    await(client.writer().write(words));
    return done();
  }

  @Async
  private static Coroutine<Void> greets(Connection client) throws IOException {
    await(client.writer().write(RtlTcp.Greeting.R820T.bytes()));
    await(client.reader().readExactly(4 * RtlTcp.COMMAND_BYTES));
    return done();
  }

  @Test
  @Async
  void whatCannotBeOpenedLeavesNoDescriptorOpen() throws Exception {
    long before = await(openAfter(1)); // loads what keeps files open: classes, the resolver
    assertThat(await(openAfter(ROUNDS)) - before).isLessThan(ROUNDS / 2);
  }
}
