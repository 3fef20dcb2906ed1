package dev.continuo.samples.radio.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TapsTest {
  private static final double RATE = 480_000;

  @Test
  void passesThePassBandAndStopsTheRest() {
    double[] taps = Taps.lowPass(RATE, 118_000, 168_000, 80);

    for (double f = 0; f <= 118_000; f += 1_000) {
      assertThat(gain(taps, f)).as("%s Hz", f).isCloseTo(1, within(2e-4));
    }
    for (double f = 168_000; f <= RATE / 2; f += 500) {
      assertThat(Math.abs(gain(taps, f))).as("%s Hz", f).isLessThan(2e-4);
    }
  }

  @Test
  void followsAWantedShape() {
    double[] taps = Taps.shaped(RATE, 62_000, 178_000, 80, f -> 1 / Taps.sinc(f / RATE));

    for (double f = 0; f <= 60_000; f += 1_000) {
      double angle = Math.PI * f / RATE;
      double droop = f == 0 ? 1 : Math.sin(angle) / angle;
      assertThat(gain(taps, f) * droop).as("%s Hz", f).isCloseTo(1, within(6e-4));
    }
  }

  @Test
  void hasALinearPhase() {
    double[] taps = Taps.lowPass(240_000, 15_000, 19_000, 80);

    assertThat(taps.length % 2).isEqualTo(1);
    for (int k = 0; k < taps.length; k++) {
      assertThat(taps[k]).isCloseTo(taps[taps.length - 1 - k], within(1e-15));
    }
  }

  /** The gain of a symmetric filter, with its sign. */
  private static double gain(double[] taps, double f) {
    double sum = 0;
    int middle = taps.length / 2;
    for (int k = 0; k < taps.length; k++) {
      sum += taps[k] * Math.cos(2 * Math.PI * f / RATE * (k - middle));
    }
    return sum;
  }
}
