package dev.continuo.samples.radio.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.continuo.samples.radio.measure.Audio;
import dev.continuo.samples.radio.measure.Reception;
import dev.continuo.samples.radio.measure.TestSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers and neighbours add to the signal. */
class DisturbanceTest {
  private static final int RATE = 480_000;

  private static final int SECOND = 48_000;

  private static TestSignal tone() {
    return new TestSignal(RATE).tone(1_000, 75_000).amplitude(0.4);
  }

  private static double sinad(double offset, TestSignal signal) {
    ReceiverSettings settings = ReceiverSettings.at(RATE).withOffset(offset).withRds(false);
    return Audio.sinad(
        new Reception(settings, signal.offset(offset)).play(1.5).audio().lastLeft(SECOND), 1_000);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 50_000, 120_000})
  void aConstantPartIsTakenOut(double offset) {
    assertThat(sinad(offset, tone().faults(0.1, 0))).isGreaterThan(75);
  }

  @Test
  void aStationInTheCentreIsNotTakenForAConstantPart() {
    // Its samples hardly move: a high-pass would take all of it away.
    TestSignal silent = new TestSignal(RATE).tone(1_000, 500).amplitude(0.4).noise(40);
    Reception reception = new Reception(ReceiverSettings.at(RATE).withRds(false), silent).play(1.5);

    assertThat(reception.receiver().status().levelDbfs()).isCloseTo(-7.96, within(0.3));
    assertThat(Audio.amplitude(reception.audio().lastLeft(SECOND), 1_000))
        .isCloseTo(0.954 * 500 / 75_000, within(2e-4));
  }

  @Test
  void unequalIAndQAreBearable() {
    assertThat(sinad(0, tone().faults(0, 0.02))).isGreaterThan(70);
  }

  @ParameterizedTest
  @CsvSource({"200000, 0, 75", "-200000, 10, 55", "200000, 20, 55", "400000, 30, 50"})
  void aStrongNeighbourIsKeptOut(double hertz, double db, double bar) {
    int rate = 960_000;
    TestSignal signal =
        new TestSignal(rate)
            .tone(1_000, 75_000)
            .amplitude(db > 0 ? 0.02 : 0.4)
            .neighbour(hertz, db);
    ReceiverSettings settings = ReceiverSettings.at(rate).withRds(false);
    assertThat(
            Audio.sinad(new Reception(settings, signal).play(1.4).audio().lastLeft(SECOND), 1_000))
        .isGreaterThan(bar);
  }

  @Test
  void withoutANeighbourTheChannelIsWideAgain() {
    TestSignal signal =
        new TestSignal(RATE).stereo(1_000, 0).pilot(6_750).amplitude(0.3).neighbour(200_000, 6);
    Reception reception = new Reception(ReceiverSettings.at(RATE).withRds(false), signal).play(1);
    assertThat(Audio.distortion(reception.audio().lastLeft(SECOND / 2), 1_000)).isGreaterThan(-55);

    signal.neighbour(200_000, -200);
    assertThat(Audio.distortion(reception.play(2).audio().lastLeft(SECOND), 1_000)).isLessThan(-57);
  }

  /** A glitch, a thousand times the median amplitude or not even a number, in the middle. */
  @ParameterizedTest
  @ValueSource(
      floats = {
        0.7f,
        1.5f,
        3.9f,
        300,
        -1e30f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE
      })
  void aGlitchPasses(float value) {
    TestSignal signal = new TestSignal(RATE).stereo(1_000, 0).pilot(6_750).amplitude(0.3).noise(45);
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(RATE));
    Audio audio = new Audio();
    receiver.process(signal.floats(RATE), RATE, audio);
    float[] glitch = signal.floats(RATE / 50);
    glitch[7_001] = value;
    glitch[9_000] = value;
    receiver.process(glitch, RATE / 50, audio);
    // What is heard of it ...
    for (float x : audio.lastLeft(500)) {
      assertThat(x).isBetween(-1.5f, 1.5f);
    }
    // ... is over within 20 ms.
    receiver.process(signal.floats(RATE / 50), RATE / 50, audio);
    receiver.process(signal.floats(RATE), RATE, audio);
    assertThat(Audio.sinad(audio.lastLeft(SECOND), 1_000)).isGreaterThan(55);
    assertThat(receiver.status().snrDb()).isCloseTo(45, within(3.0));
  }

  @Test
  void aGlitchInTheVeryFirstBlockPassesToo() {
    TestSignal signal = tone();
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(RATE));
    Audio audio = new Audio();
    float[] first = signal.floats(RATE / 10);
    first[0] = Float.NaN;
    first[11] = 1e6f;
    first[12] = Float.MAX_VALUE;
    receiver.process(first, RATE / 10, audio);
    receiver.process(signal.floats(RATE), RATE, audio);
    receiver.process(signal.floats(RATE / 5), RATE / 5, audio);

    assertThat(Audio.sinad(audio.lastLeft(SECOND), 1_000)).isGreaterThan(75);
    assertThat(receiver.status().levelDbfs()).isCloseTo(-7.96, within(0.3));
  }

  @Test
  void theScaleOfTheSamplesDoesNotMatter() {
    FmReceiver receiver = new FmReceiver(ReceiverSettings.at(RATE));
    Audio audio = new Audio();
    TestSignal signal = tone();
    // Silence first: what follows is 100,000 times as loud as the nominal scale.
    receiver.process(new float[RATE], RATE / 2, audio);
    float[] loud = signal.floats(RATE * 3 / 2);
    for (int k = 0; k < loud.length; k++) {
      loud[k] *= 32_768;
    }
    receiver.process(loud, RATE * 3 / 2, audio);

    assertThat(Audio.sinad(audio.lastLeft(SECOND), 1_000)).isGreaterThan(75);
  }
}
