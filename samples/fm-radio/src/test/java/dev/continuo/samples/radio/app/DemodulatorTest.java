package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.app.Demodulator.Heard;
import dev.continuo.samples.radio.dsp.FmReceiver;
import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.rds.RdsState;
import dev.continuo.samples.radio.source.IqBlock;
import dev.continuo.samples.radio.source.TunerSettings;
import dev.continuo.samples.radio.station.Reception;
import dev.continuo.samples.radio.station.SimulatedReceiver;
import dev.continuo.samples.radio.station.StationSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gap in the samples, and another connection, do to what is told. */
class DemodulatorTest {

  private static final int RATE = 250_000;
  private static final int BLOCK = 10_000;

  private final byte[] bytes = new byte[2 * BLOCK];
  private final SimulatedReceiver station;
  private final Demodulator demodulator =
      new Demodulator(new FmReceiver(ReceiverSettings.at(RATE)), block -> {});

  DemodulatorTest() throws IOException {
    TunerSettings tuned = TunerSettings.at(92_700_000).withSampleRate(RATE);
    station = new SimulatedReceiver(List.of(StationSettings.at(92_700_000)), Reception.GOOD, tuned);
  }

  private boolean inStepAfter(long lost, boolean reconnected) {
    return next(lost, reconnected).rds().synced();
  }

  private Heard next(long lost, boolean reconnected) {
    station.produce(bytes, BLOCK);
    float[] iq = new float[2 * BLOCK];
    IqBlock.unsigned8(bytes, 0, 2 * BLOCK, iq, 0);
    IqBlock block = new IqBlock(iq, BLOCK, 0, lost, reconnected);
    return demodulator.demodulate(block);
  }

  private void listen() {
    int blocks = 0;
    while (!inStepAfter(0, false)) {
      assertThat(++blocks).isLessThan(50);
    }
    assertThat(inStepAfter(0, false)).isTrue();
  }

  @Test
  void nothingOfBeforeIsToldAfterAReconnect() {
    int blocks = 0;
    while (!next(0, false).rds().wholeName()) {
      assertThat(++blocks).isLessThan(50);
    }
    assertThat(next(16_384, false).rds().ps()).isEqualTo("CONTINUO"); // still the same station
    assertThat(next(0, false).status().settled()).isTrue();
    assertThat(next(0, false).status().pilot()).isTrue();

    Heard heard = next(0, true);
    assertThat(heard.rds().ps()).isEqualTo(RdsState.NONE.ps());
    assertThat(heard.rds().pi()).isEmpty();
    assertThat(heard.rds().pty()).isEmpty();
    assertThat(heard.rds().radioText()).isEmpty();
    assertThat(heard.rds().blocks()).isPositive(); // counts are of the whole run
    assertThat(heard.status().settled()).isFalse();
    blocks = 0;
    while (!next(0, false).rds().wholeName()) {
      assertThat(++blocks).isLessThan(50);
    }
    assertThat(next(0, false).status().settled()).isTrue();
    assertThat(next(0, false).status().pilot()).isTrue();
  }

  @Test
  void rdsBeginsAnewAfterAGap() {
    listen();
    assertThat(inStepAfter(16_384, false)).isFalse();
    listen();
    assertThat(inStepAfter(0, true)).isFalse();
    listen();
  }
}
