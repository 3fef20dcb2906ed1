package dev.continuo.samples.radio.picture;

/** The power in each part of the band, as the mean over many transforms under a Hann window. */
final class PowerSpectrum {

  /** In how many parts the band is cut. */
  static final int BINS = 1024;

  private final Fourier fourier = new Fourier(BINS);
  private final float[] window = new float[BINS];
  private final float[] re = new float[BINS];
  private final float[] im = new float[BINS];
  private final double[] sum = new double[BINS];
  private int count;

  PowerSpectrum() {
    for (int i = 0; i < BINS; i++) {
      // divided so that a sine of full scale has a power of 1
      window[i] = (float) ((0.5 - 0.5 * Math.cos(2 * Math.PI * i / BINS)) / (BINS / 2.0));
    }
  }

  /** Adds {@link #BINS} samples. */
  void add(float[] iq, int fromSample) {
    for (int i = 0; i < BINS; i++) {
      re[i] = iq[2 * (fromSample + i)] * window[i];
      im[i] = iq[2 * (fromSample + i) + 1] * window[i];
    }
    fourier.transform(re, im);
    for (int i = 0; i < BINS; i++) {
      sum[i] += re[i] * re[i] + im[i] * im[i];
    }
    count++;
  }

  int count() {
    return count;
  }

  /** The mean in dB of full scale, from the lowest frequency to the highest; begins anew. */
  float[] take() {
    float[] decibels = new float[BINS];
    for (int i = 0; i < BINS; i++) {
      double power = count == 0 ? 0 : sum[(i + BINS / 2) % BINS] / count;
      decibels[i] = (float) (10 * Math.log10(Math.max(power, 1e-15)));
      sum[(i + BINS / 2) % BINS] = 0;
    }
    count = 0;
    return decibels;
  }
}
