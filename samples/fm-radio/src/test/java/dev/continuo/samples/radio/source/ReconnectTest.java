package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections that are lost and made again, or not; and a stop in the middle of that. */
@AsyncTests
class ReconnectTest {

  private static final int BLOCK = 100;
  private static final StreamOptions OPTIONS = StreamOptions.LIVE.withBlocks(BLOCK, 4);
  private static final Reconnect THREE_TIMES = new Reconnect(3, ofMillis(100), ofSeconds(1));

  /** Connections of a block and a half and half a pair each; the attempts given fail. */
  @Async
  private static Coroutine<Sdr> unsteady(
      List<Scripted> sources, Set<Integer> refused, List<String> report, StreamOptions options)
      throws Exception {
    int[] attempt = {0};
    return value(
        await(
            Sdr.openSource(
                () -> {
                  if (refused.contains(attempt[0]++)) {
                    throw new IOException("refused");
                  }
                  IOException lost = new IOException("lost " + sources.size());
                  sources.add(new Scripted(List.of(3 * BLOCK + 1), Duration.ZERO, lost));
                  return value(sources.get(sources.size() - 1));
                },
                options.withReconnect(THREE_TIMES, report::add))));
  }

  @Test
  @Async
  void aLostConnectionIsMadeAgainAndNoBlockJoinsTwo(VirtualTime time) throws Exception {
    List<Scripted> sources = new ArrayList<>();
    List<String> report = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    try (Sdr sdr = await(unsteady(sources, Set.of(2), report, OPTIONS))) {
      for (IqBlock block : each(sdr.stream())) {
        // From 0 in each connection: half a pair at the end of the one before would turn I into Q.
        seen.add(block + " of " + Scripted.numberOf(block) + " " + block.isContinuous());
        if (seen.size() == 5) {
          break;
        }
      }
      assertThat(sdr.reconnects()).isEqualTo(2);
      assertThat(sdr.lost()).isZero();
    }
    assertThat(seen)
        .containsExactly(
            "IqBlock[100 samples from 0] of 0 true",
            "IqBlock[50 samples from 100] of 100 true",
            "IqBlock[100 samples from 150, reconnected] of 0 false",
            "IqBlock[50 samples from 250] of 100 true",
            "IqBlock[100 samples from 300, reconnected] of 0 false");
    assertThat(report)
        .startsWith(
            "lost 0; trying again",
            "connected again to a script",
            "lost 1; trying again",
            "refused; trying again",
            "connected again to a script");
    assertThat(sources).allMatch(Scripted::isClosed);
    assertThat(time.now()).isEqualTo(ofMillis(100 + 100 + 200));
  }

  @Test
  @Async
  void whatCameBeforeTheBreakIsHeardAtOnce(VirtualTime time) throws Exception {
    List<Duration> times = new ArrayList<>();
    try (Sdr sdr = await(unsteady(new ArrayList<>(), Set.of(), new ArrayList<>(), OPTIONS))) {
      for (IqBlock block : each(sdr.stream())) {
        times.add(time.now());
        if (block.reconnected()) {
          break;
        }
      }
    }
    assertThat(times).containsExactly(Duration.ZERO, Duration.ZERO, ofMillis(100));
  }

  @Test
  @Async
  void theMarkOfANewConnectionIsNotLostWithItsFirstBlock() throws Exception {
    List<IqBlock> seen = new ArrayList<>();
    StreamOptions shortQueue = OPTIONS.withBlocks(BLOCK, 1);
    try (Sdr sdr = await(unsteady(new ArrayList<>(), Set.of(), new ArrayList<>(), shortQueue))) {
      for (IqBlock block : each(sdr.stream())) {
        seen.add(block);
        await(sleep(ofMillis(150))); // the queue has one place: the first of two blocks goes
        if (seen.size() == 2) {
          break;
        }
      }
      assertThat(sdr.lost()).isPositive();
    }
    assertThat(seen.get(0).reconnected()).isFalse();
    assertThat(seen.get(1).samples()).isEqualTo(BLOCK / 2);
    assertThat(seen.get(1).reconnected()).isTrue();
  }

  @Test
  @Async
  void aNewConnectionThatCannotBeTunedIsClosed() throws Exception {
    List<Scripted> sources = new ArrayList<>();
    String message = "";
    try (Sdr sdr =
        await(
            Sdr.openSource(
                () -> {
                  sources.add(
                      new Scripted(List.of(2 * BLOCK), Duration.ZERO, new IOException("lost")) {
                        @Override
                        @Async
                        public Coroutine<@Nullable Void> tune(TunerSettings settings)
                            throws IOException {
                          await(yieldNow());
                          if (sources.size() > 1) {
                            throw new IOException("cannot be tuned");
                          }
                          return done();
                        }
                      });
                  return value(sources.get(sources.size() - 1));
                },
                OPTIONS.withReconnect(THREE_TIMES, line -> {})))) {
      await(sdr.tune(TunerSettings.at(100_000_000)));
      try {
        await(sdr.stream().count());
      } catch (Exception e) {
        message = String.valueOf(e.getMessage());
      }
      assertThat(sources).hasSize(4);
      assertThat(sources).allMatch(Scripted::isClosed); // before the radio is
    }
    assertThat(message).isEqualTo("cannot be tuned");
  }

  @Test
  @Async
  void attemptsToConnectEnd(VirtualTime time) throws Exception {
    Scripted only = new Scripted(List.of(2 * BLOCK), Duration.ZERO, new IOException("lost"));
    List<String> report = new ArrayList<>();
    StreamOptions options =
        OPTIONS.withReconnect(new Reconnect(3, ofMillis(100), ofMillis(300)), report::add);
    int[] opened = {0};
    String message = "";
    try (Sdr sdr =
        await(
            Sdr.openSource(
                () -> {
                  if (opened[0]++ > 0) {
                    throw new IOException("refused");
                  }
                  return value(only);
                },
                options))) {
      for (IqBlock block : each(sdr.stream())) {
        assertThat(block.samples()).isEqualTo(BLOCK);
      }
    } catch (Exception e) {
      message = String.valueOf(e.getMessage());
    }
    assertThat(message).isEqualTo("refused");
    assertThat(opened[0]).isEqualTo(4);
    assertThat(time.now()).isEqualTo(ofMillis(100 + 200 + 300));
    assertThat(report).hasSize(3);
  }

  // ---- stopping in between: no time passes, and nothing is left

  @Test
  @Async
  void stopWhileItWaitsToConnectAgain(VirtualTime time) throws Exception {
    List<Scripted> sources = new ArrayList<>();
    Sdr sdr = await(unsteady(sources, Set.of(1, 2, 3), new ArrayList<>(), OPTIONS));
    Task<Long> listener = createTask(sdr.stream().count());
    await(sleep(ofMillis(250))); // between the second attempt and the third
    sdr.stop();
    await(sdr.closeAsync());
    assertThat(await(listener)).isEqualTo(2);
    assertThat(time.now()).isEqualTo(ofMillis(250));
    assertThat(sources).hasSize(1).allMatch(Scripted::isClosed);
  }

  @Test
  @Async
  void stopWhileItConnectsAgain(VirtualTime time) throws Exception {
    List<Scripted> sources = new ArrayList<>();
    boolean[] connecting = {false};
    Sdr sdr =
        await(
            Sdr.openSource(
                () -> slowlyAfterTheFirst(sources, connecting),
                OPTIONS.withReconnect(THREE_TIMES, line -> {})));
    Task<Long> listener = createTask(sdr.stream().count());
    await(sleep(ofSeconds(1)));
    assertThat(connecting[0]).isTrue();
    sdr.stop();
    await(sdr.closeAsync());
    assertThat(await(listener)).isEqualTo(1);
    assertThat(time.now()).isEqualTo(ofSeconds(1));
    assertThat(connecting[0]).isFalse();
    assertThat(sources).hasSize(1).allMatch(Scripted::isClosed);
  }

  @Async
  private static Coroutine<SampleInput> slowlyAfterTheFirst(
      List<Scripted> sources, boolean[] connecting) {
    if (!sources.isEmpty()) {
      connecting[0] = true;
      try {
        await(sleep(ofSeconds(1000)));
      } finally {
        connecting[0] = false;
      }
    }
    sources.add(new Scripted(List.of(2 * BLOCK), Duration.ZERO, new IOException("lost")));
    return value(sources.get(sources.size() - 1));
  }
}
