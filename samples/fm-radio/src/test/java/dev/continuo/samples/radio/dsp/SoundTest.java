package dev.continuo.samples.radio.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.continuo.samples.radio.dsp.ReceiverSettings.Deemphasis;
import dev.continuo.samples.radio.measure.Audio;
import dev.continuo.samples.radio.measure.Reception;
import dev.continuo.samples.radio.measure.TestSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sound from end to end, with 8-bit samples. The bars are those that the sample promises. */
class SoundTest {
  private static final int RATE = 2_400_000;
  private static final int SECOND = 48_000;

  private static Audio receive(ReceiverSettings settings, TestSignal signal, double seconds) {
    return new Reception(settings.withRds(false), signal).play(seconds).audio();
  }

  // ---- Mono

  @ParameterizedTest
  @CsvSource({"2400000, 0, 0", "2400000, 250000, 0", "480000, 0, 5000", "480000, -70000, -5000"})
  void monoIsClean(int rate, double offset, double error) {
    TestSignal signal =
        new TestSignal(rate).tone(1_000, 75_000).amplitude(0.9).offset(offset + error);
    Reception reception =
        new Reception(ReceiverSettings.at(rate).withOffset(offset).withRds(false), signal)
            .play(1.4);

    float[] left = reception.audio().lastLeft(SECOND);
    assertThat(Audio.sinad(left, 1_000)).isGreaterThan(80);
    // 75 kHz are 1, less the 0.4 dB that the de-emphasis takes at 1 kHz.
    assertThat(Audio.amplitude(left, 1_000)).isCloseTo(0.954, within(0.001));
    assertThat(reception.receiver().status().carrierOffsetHz()).isCloseTo(error, within(30.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 250_000, 499_979, 1_024_000, 2_048_000, 3_200_000})
  void everyRateDoes(int rate) {
    Audio audio =
        receive(
            ReceiverSettings.at(rate),
            new TestSignal(rate).tone(1_000, 75_000).amplitude(0.9),
            1.5);

    assertThat(Audio.sinad(audio.lastLeft(SECOND), 1_000)).isGreaterThan(80);
  }

  @Test
  void monoWithNoiseIsAsGoodAsFmCanBe() {
    Audio audio =
        receive(
            ReceiverSettings.at(RATE).withDeemphasis(Deemphasis.AMERICA),
            new TestSignal(RATE).tone(1_000, 75_000).noise(20),
            1.3);

    assertThat(Audio.sinad(audio.lastLeft(SECOND), 1_000)).isGreaterThan(58);
  }

  @Test
  void theResponseIsFlatToFifteenKilohertz() {
    int rate = 480_000;
    double[] frequencies = {30, 400, 5_000, 10_000, 15_000};
    TestSignal signal = new TestSignal(rate);
    for (double f : frequencies) {
      signal.tone(f, 10_000);
    }
    float[] left = receive(ReceiverSettings.at(rate), signal, 1.4).lastLeft(SECOND);

    for (double f : frequencies) {
      double w = 2 * Math.PI * f * 50e-6;
      double expected = 10.0 / 75 / Math.sqrt(1 + w * w);
      assertThat(20 * Math.log10(Audio.amplitude(left, f) / expected))
          .as("%s Hz", f)
          .isCloseTo(0, within(0.2));
    }
  }

  // ---- Stereo

  @ParameterizedTest
  @CsvSource({"2400000, 1000", "480000, 100", "480000, 10000"})
  void theChannelsAreApart(int rate, int hertz) {
    Audio audio =
        receive(
            ReceiverSettings.at(rate),
            new TestSignal(rate).stereo(hertz, 0).pilot(6_750).amplitude(0.9),
            1.8);
    float[] left = audio.lastLeft(SECOND);
    double apart =
        20
            * Math.log10(
                Audio.amplitude(left, hertz) / Audio.amplitude(audio.lastRight(SECOND), hertz));

    assertThat(apart).isGreaterThan(45);
    if (hertz == 1_000) {
      assertThat(Audio.distortion(left, hertz)).isLessThan(-55);
    }
  }

  @Test
  void rightIsRight() {
    int rate = 480_000;
    Audio audio =
        receive(
            ReceiverSettings.at(rate), new TestSignal(rate).stereo(400, 1_000).pilot(6_750), 1.8);

    assertThat(Audio.sinad(audio.lastLeft(SECOND), 400)).isGreaterThan(50);
    assertThat(Audio.sinad(audio.lastRight(SECOND), 1_000)).isGreaterThan(50);
  }

  @Test
  void stereoStaysApartWhenTheClocksDiffer() {
    // The samples come 100 ppm faster than the receiver believes: the pilot is 1.9 Hz off.
    int rate = 480_000;
    Audio audio =
        receive(
            ReceiverSettings.at(rate),
            new TestSignal(rate + 48).stereo(1_000, 0).pilot(6_750),
            2.4);
    // Both are in error by as much, so they can be compared at the right frequency.
    double apart =
        20
            * Math.log10(
                Audio.amplitude(audio.lastLeft(SECOND), 1_000)
                    / Audio.amplitude(audio.lastRight(SECOND), 1_000));

    assertThat(apart).isGreaterThan(45);
  }

  @Test
  void withoutAPilotThereIsNoStereo() {
    int rate = 480_000;
    Reception reception =
        new Reception(ReceiverSettings.at(rate), new TestSignal(rate).stereo(1_000, 0)).play(1.3);

    assertThat(reception.receiver().status().stereoLocked()).isFalse();
    assertThat(reception.receiver().status().pilot()).isFalse();
    assertThat(reception.audio().lastLeft(SECOND)).isEqualTo(reception.audio().lastRight(SECOND));
  }

  @Test
  void monoOnlyIgnoresThePilot() {
    int rate = 480_000;
    Reception reception =
        new Reception(
                ReceiverSettings.at(rate).withStereo(false),
                new TestSignal(rate).stereo(1_000, 0).pilot(6_750))
            .play(1.3);

    assertThat(reception.receiver().status().stereoLocked()).isFalse();
    assertThat(reception.audio().lastLeft(SECOND)).isEqualTo(reception.audio().lastRight(SECOND));
  }

  @Test
  void aWeakStationIsBlendedToMono() {
    int rate = 480_000;
    TestSignal signal = new TestSignal(rate).stereo(1_000, 0).pilot(6_750).noise(30);
    Reception reception = new Reception(ReceiverSettings.at(rate), signal).play(1);
    assertThat(reception.receiver().status().stereo()).isGreaterThan(0.95);

    signal.noise(17);
    assertThat(reception.play(1.5).receiver().status().stereo()).isBetween(0.3, 0.7);

    signal.noise(9);
    assertThat(reception.play(1.5).receiver().status().stereo()).isLessThan(0.05);
  }

  // ---- What the receiver tells

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20, 30})
  void theStatusTellsLevelAndNoise(int cnr) {
    int rate = 480_000;
    ReceiverStatus status =
        new Reception(
                ReceiverSettings.at(rate).withRds(false),
                new TestSignal(rate).tone(1_000, 40_000).amplitude(0.25).noise(cnr))
            .play(0.6)
            .receiver()
            .status();

    assertThat(status.snrDb()).isCloseTo(cnr, within(1.0));
    assertThat(status.levelDbfs()).isCloseTo(-12, within(2.0));
    assertThat(status.clippedShare()).isLessThan(0.01);
  }

  @Test
  void clippingIsTold() {
    int rate = 480_000;
    ReceiverStatus status =
        new Reception(
                ReceiverSettings.at(rate), new TestSignal(rate).tone(1_000, 40_000).amplitude(1.4))
            .play(0.6)
            .receiver()
            .status();

    // |cos| or |sin| over 0.99 / 1.4, nearly all of the time.
    assertThat(status.clippedShare()).isGreaterThan(0.9);
  }
}
