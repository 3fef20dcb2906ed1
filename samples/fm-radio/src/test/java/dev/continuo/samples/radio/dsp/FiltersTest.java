package dev.continuo.samples.radio.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private final Random random = new Random(7);

  private float[] noise(int n) {
    float[] x = new float[n];
    for (int k = 0; k < n; k++) {
      x[k] = (float) random.nextGaussian();
    }
    return x;
  }

  // ---- Decimator

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 24})
  void decimatorIsAConvolution(int factor) {
    double[] taps = new double[37];
    for (int k = 0; k < taps.length; k++) {
      taps[k] = random.nextGaussian();
    }
    int outputs = 16;
    int blocks = 6;
    float[] in = noise(factor * outputs * blocks);
    Decimator decimator = new Decimator(factor, outputs, taps);

    float[] out = new float[outputs * blocks];
    for (int b = 0; b < blocks; b++) {
      int from = b * outputs * factor;
      float[] block = Arrays.copyOfRange(in, from, from + outputs * factor);
      decimator.process(block, outputs, out, b * outputs);
    }

    for (int m = 0; m < out.length; m++) {
      double expected = 0;
      for (int k = 0; k < taps.length; k++) {
        int i = m * factor + factor - 1 - k;
        expected += i < 0 ? 0 : taps[k] * in[i];
      }
      assertThat((double) out[m]).as("output %s", m).isCloseTo(expected, within(2e-5));
    }
  }

  @Test
  void decimatorDoesNotDependOnTheBlocks() {
    double[] taps = Taps.lowPass(240_000, 15_000, 19_000, 80);
    float[] in = noise(600);
    float[] whole = new float[120];
    new Decimator(5, 120, taps).process(in, 120, whole, 0);

    Decimator decimator = new Decimator(5, 120, taps);
    float[] parts = new float[120];
    decimator.process(in, 7, parts, 0);
    decimator.process(Arrays.copyOfRange(in, 35, 600), 113, parts, 7);

    assertThat(parts).isEqualTo(whole);
  }

  // ---- Resampler

  @ParameterizedTest
  @CsvSource({"512000, 15/16", "250000, 48/25", "533333, many places", "480001, many places"})
  void resamplerKeepsAToneAndCountsExactly(int rate, String ratio) {
    double frequency = 30_000;
    int block = 1_000;
    Resampler resampler =
        new Resampler(
            rate,
            480_000,
            rate,
            new double[] {115_000},
            Taps.length(rate, 105_000, 135_000, 80),
            80,
            block);
    int blocks = 100;
    float[] outRe = new float[resampler.most(block * blocks)];
    float[] outIm = new float[outRe.length];
    int made = 0;
    for (int b = 0; b < blocks; b++) {
      float[] re = new float[block];
      float[] im = new float[block];
      for (int k = 0; k < block; k++) {
        double angle = 2 * Math.PI * frequency / rate * (b * block + k);
        re[k] = (float) Math.cos(angle);
        im[k] = (float) Math.sin(angle);
      }
      made += resampler.process(0, re, im, block, outRe, outIm, made);
    }

    double exact = (double) block * blocks * 480_000 / rate;
    assertThat((double) made).isCloseTo(exact, within(100.0)).isLessThanOrEqualTo(exact);
    // Amplitude 1, and always the same turn from one sample to the next.
    double worst = 0;
    double turn = 2 * Math.PI * frequency / 480_000;
    double start = Math.atan2(outIm[200], outRe[200]);
    for (int m = 200; m < made; m++) {
      double angle = start + turn * (m - 200);
      worst = Math.max(worst, Math.hypot(outRe[m] - Math.cos(angle), outIm[m] - Math.sin(angle)));
    }
    assertThat(worst).as(ratio).isLessThan(5e-4);
  }

  // ---- Oscillator

  @Test
  void oscillatorNeitherFadesNorDrifts() {
    double rate = 2_048_000;
    double frequency = 123_456.789;
    int block = 2_560;
    Oscillator oscillator = new Oscillator(frequency, rate, block);
    float[] re = new float[block];
    float[] im = new float[block];
    int blocks = 20_000;
    for (int b = 0; b < blocks; b++) {
      oscillator.write(re, im);
    }

    double turns = frequency / rate * ((blocks - 1L) * block + 77);
    double angle = -2 * Math.PI * (turns - Math.rint(turns));
    assertThat((double) re[77]).isCloseTo(Math.cos(angle), within(1e-5));
    assertThat((double) im[77]).isCloseTo(Math.sin(angle), within(1e-5));
  }

  // ---- De-emphasis

  @ParameterizedTest
  @ValueSource(doubles = {50e-6, 75e-6})
  void deemphasisFollowsTheAnalogCircuit(double tau) {
    for (double f = 50; f <= 15_000; f *= 1.2) {
      Deemphasis filter = new Deemphasis(tau, 48_000);
      float[] x = new float[9_600];
      for (int k = 0; k < x.length; k++) {
        x[k] = (float) Math.sin(2 * Math.PI * f / 48_000 * k);
      }
      filter.process(x, x.length);
      double power = 0;
      for (int k = 4_800; k < x.length; k++) {
        power += x[k] * x[k];
      }
      double w = 2 * Math.PI * f * tau;
      double expected = -10 * Math.log10(1 + w * w);
      assertThat(10 * Math.log10(2 * power / 4_800))
          .as("%s Hz", f)
          .isCloseTo(expected, within(0.12));
    }
  }
}
