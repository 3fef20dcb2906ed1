package dev.continuo.samples.radio.rds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.samples.radio.dsp.ReceiverSettings;
import dev.continuo.samples.radio.measure.Reception;
import dev.continuo.samples.radio.measure.TestSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RDS through the whole receiver, with 8-bit samples. */
class RdsReceptionTest {
  private static final int RATE = 250_000;
  private static final double BLOCKS_A_SECOND = 1_187.5 / 26;
  private static final byte[] BITS =
      new RdsEncoder().ps("CONTINUO").text("Hello from a test", 0).bits();

  private static TestSignal station(int rate) {
    return new TestSignal(rate).stereo(1_000, 0).pilot(6_750).rds(BITS, 2_000);
  }

  /** The share of blocks received without an error, after half a second for finding the step. */
  private static double share(ReceiverSettings settings, TestSignal signal, double seconds) {
    Reception reception = new Reception(settings, signal).play(0.5);
    long before = reception.receiver().rds().blocks();
    reception.play(seconds);
    return (reception.receiver().rds().blocks() - before) / Math.floor(seconds * BLOCKS_A_SECOND);
  }

  @ParameterizedTest
  @CsvSource({"2400000, 30, 1, 1.5", "2400000, 25, 0.8, 1", "250000, 20, 0.9, 2"})
  void blocksArrive(int rate, double cnr, double bar, double seconds) {
    assertThat(share(ReceiverSettings.at(rate), station(rate).noise(cnr), seconds))
        .isGreaterThanOrEqualTo(bar);
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 480_000, 1_024_000})
  void everyRateDoes(int rate) {
    Reception reception =
        new Reception(ReceiverSettings.at(rate), station(rate).noise(35)).play(1.8);

    assertThat(reception.receiver().rds().ps()).isEqualTo("CONTINUO");
    assertThat(reception.receiver().rds().failed()).isZero();
  }

  /** The middle of the bits is looked for; half a bit off there is a place that looks like it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void anyStartOfTheBitsDoes(int eighth) {
    TestSignal signal = station(RATE).noise(30);
    signal.floats((int) (RATE / 1_187.5 * eighth / 8));

    assertThat(share(ReceiverSettings.at(RATE), signal, 1)).isGreaterThanOrEqualTo(1);
  }

  @Test
  void monoStationsHaveRdsToo() {
    TestSignal signal = new TestSignal(RATE).tone(1_000, 50_000).rds(BITS, 2_000).noise(30);
    assertThat(share(ReceiverSettings.at(RATE), signal, 1.5)).isGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-25, 25})
  void clocksMayDiffer(int samples) {
    // 100 ppm, as cheap receivers have: the subcarrier is 5.7 Hz off.
    assertThat(share(ReceiverSettings.at(RATE), station(RATE + samples).noise(30), 2))
        .isGreaterThanOrEqualTo(0.999);
  }

  @ParameterizedTest
  @CsvSource({"5000, 0", "0, 10"})
  void offsetAndNeighbourMayBe(double offset, double neighbourDb) {
    int rate = 480_000;
    TestSignal signal = station(rate).offset(offset).amplitude(0.1).noise(35);
    if (neighbourDb > 0) {
      signal.neighbour(200_000, neighbourDb);
    }
    assertThat(share(ReceiverSettings.at(rate), signal, 1.5)).isGreaterThanOrEqualTo(1);
  }

  @Test
  void afterAFadeItComesBack() {
    TestSignal signal = station(RATE).noise(35);
    Reception reception = new Reception(ReceiverSettings.at(RATE), signal).play(1.5);
    assertThat(reception.receiver().rds().ps()).isEqualTo("CONTINUO");

    signal.fade(0);
    RdsState faded = reception.play(7).receiver().rds();
    assertThat(faded.synced()).isFalse();
    assertThat(faded.ps()).isEqualTo("········");
    assertThat(faded.pi()).isEmpty();

    signal.fade(0.5);
    RdsState back = reception.play(1.6).receiver().rds();
    assertThat(back.ps()).isEqualTo("CONTINUO");
    assertThat(back.radioText()).isEqualTo("Hello from a test");
  }

  @Test
  void tooMuchNoiseGivesNothingRatherThanNonsense() {
    TestSignal signal = station(RATE).noise(8);
    RdsState state = new Reception(ReceiverSettings.at(RATE), signal).play(6).receiver().rds();

    String name = state.ps();
    for (int k = 0; k < name.length(); k++) {
      assertThat(name.charAt(k)).isIn('·', "CONTINUO".charAt(k));
    }
  }

  @Test
  void rdsCanBeSwitchedOff() {
    Reception reception =
        new Reception(ReceiverSettings.at(RATE).withRds(false), station(RATE)).play(1);
    assertThat(reception.receiver().rds()).isSameAs(RdsState.NONE);
  }
}
