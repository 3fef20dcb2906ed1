package dev.continuo.samples.radio.app;

import static dev.continuo.Continuo.*;
import static dev.continuo.samples.radio.app.Losses.Source.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import dev.continuo.junit.RealTime;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.LossPolicy;
import dev.continuo.samples.radio.source.RtlTcpServer;
import dev.continuo.samples.radio.source.Sdr;
import dev.continuo.samples.radio.source.StreamOptions;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of the last line says what is known, and no more. */
@AsyncTests
@RealTime
class LossesTest {

  private static String words(long samples, int reconnects, Losses.Source source) {
    return new Losses(samples, reconnects, source, 0).inWords();
  }

  @Test
  void inWords() {
    assertThat(words(0, 0, TELLS)).isEqualTo("nothing lost");
    assertThat(words(12_345, 0, TELLS)).isEqualTo("12,345 samples lost");
    assertThat(words(0, 1, TELLS)).isEqualTo("reconnected once: the samples between are missing");
    assertThat(words(16_384, 2, TELLS))
        .isEqualTo("16,384 samples lost, reconnected 2 times: the samples between are missing");
    assertThat(words(0, 0, SILENT))
        .isEqualTo("nothing lost here; what the server lost it does not tell");
    assertThat(words(5, 0, SILENT))
        .isEqualTo("5 samples lost here; what the server lost it does not tell");
    assertThat(words(0, 0, HAD_TO_WAIT))
        .isEqualTo("nothing lost here; the server had to wait, and may have dropped some");
    assertThat(words(5, 0, HAD_TO_WAIT))
        .isEqualTo("5 samples lost here; the server had to wait, and may have dropped some");
  }

  @Test
  void soundThatNobodyTookIsLost() {
    assertThat(new Losses(0, 0, TELLS, 0.04).inWords()).isEqualTo("the last 0.04 s of it lost");
    assertThat(new Losses(5, 0, TELLS, 0.5).inWords())
        .isEqualTo("5 samples lost, the last 0.50 s of it lost");
  }

  @Test
  @Async
  void whatTheServerDropsIsLostThoughTheQueueDropsNothing() throws Exception {
    // So much of a second that the sockets' buffers are full soon.
    TunerSettings quick = TunerSettings.at(92_700_000).withSampleRate(3_200_000);
    SimulatedReceiver nothing = new SimulatedReceiver(List.of(), Reception.PERFECT, quick);
    RtlTcpServer.Options how = new RtlTcpServer.Options("127.0.0.1", 0, false, line -> {});
    StreamOptions options = StreamOptions.LIVE.withPolicy(LossPolicy.SUSPEND);
    try (RtlTcpServer server = await(RtlTcpServer.start(nothing, how));
        Sdr sdr = await(Sdr.openReceiver("127.0.0.1", server.port(), quick, options))) {
      for (IqBlock block : each(sdr.stream())) {
        assertThat(block.isContinuous()).isTrue(); // as far as the client can see
        while (server.dropped() == 0) {
          await(sleep(ofMillis(10)));
        }
        break;
      }
      assertThat(sdr.lost()).isZero();
      assertThat(sdr.waits()).isEqualTo(1);
      Losses known = Losses.of(sdr, server.dropped(), false, 0);
      assertThat(known.samples()).isEqualTo(server.dropped());
      assertThat(known.inWords()).endsWith(" samples lost");
      assertThat(Losses.of(sdr, 0, true, 0).inWords()).startsWith("nothing lost here; the server");
    }
  }
}
