package dev.continuo.samples.radio.measure;

import dev.continuo.samples.radio.dsp.AudioSink;
import java.util.Arrays;

/**
 * Keeps what a receiver delivers and measures tones in it.
 *
 * <p>A tone is found by least squares (a sine and a cosine of its frequency over whole seconds,
 * where tones of whole Hz do not disturb each other); what is left when it is taken out is noise
 * and distortion.
 */
public final class Audio implements AudioSink {
  private static final int RATE = 48_000;

  private float[] left = new float[RATE];
  private float[] right = new float[RATE];
  private int frames;

  /** Makes an empty recording. */
  public Audio() {}

  @Override
  public void accept(float[] l, float[] r, int n) {
    if (frames + n > left.length) {
      left = Arrays.copyOf(left, 2 * left.length);
      right = Arrays.copyOf(right, 2 * right.length);
    }
    System.arraycopy(l, 0, left, frames, n);
    System.arraycopy(r, 0, right, frames, n);
    frames += n;
  }

  /**
   * How much was recorded.
   *
   * @return in frames
   */
  public int frames() {
    return frames;
  }

  /**
   * The last so many frames of the left channel.
   *
   * @param n how many
   * @return a copy
   */
  public float[] lastLeft(int n) {
    return Arrays.copyOfRange(left, frames - n, frames);
  }

  /**
   * The last so many frames of the right channel.
   *
   * @param n how many
   * @return a copy
   */
  public float[] lastRight(int n) {
    return Arrays.copyOfRange(right, frames - n, frames);
  }

  /**
   * The amplitude of a tone.
   *
   * @param x a whole number of seconds
   * @param hertz its frequency, a whole number
   * @return 1 for 75 kHz of deviation
   */
  public static double amplitude(float[] x, double hertz) {
    double[] fit = fit(x, hertz);
    return Math.hypot(fit[0], fit[1]);
  }

  private static double[] fit(float[] x, double hertz) {
    double c = 0;
    double s = 0;
    for (int k = 0; k < x.length; k++) {
      double angle = 2 * Math.PI * hertz / RATE * k;
      c += x[k] * Math.cos(angle);
      s += x[k] * Math.sin(angle);
    }
    return new double[] {2 * c / x.length, 2 * s / x.length};
  }

  /**
   * The ratio of a tone to all else.
   *
   * @param x a whole number of seconds
   * @param hertz its frequency, a whole number
   * @return in dB; negative infinity for silence
   */
  public static double sinad(float[] x, double hertz) {
    double[] fit = fit(x, hertz);
    double rest = 0;
    for (int k = 0; k < x.length; k++) {
      double angle = 2 * Math.PI * hertz / RATE * k;
      double e = x[k] - fit[0] * Math.cos(angle) - fit[1] * Math.sin(angle);
      rest += e * e;
    }
    double tone = (fit[0] * fit[0] + fit[1] * fit[1]) / 2;
    if (tone == 0 || Double.isNaN(tone)) {
      return Double.NEGATIVE_INFINITY; // not NaN, which assertions take for large
    }
    return 10 * Math.log10(tone / (rest / x.length));
  }

  /**
   * The total harmonic distortion of a tone, up to 15 kHz.
   *
   * @param x a whole number of seconds
   * @param hertz its frequency, a whole number
   * @return in dB, negative
   */
  public static double distortion(float[] x, double hertz) {
    double sum = 0;
    for (int k = 2; k * hertz <= 15_000; k++) {
      double a = amplitude(x, k * hertz);
      sum += a * a;
    }
    return 10 * Math.log10(sum) - 20 * Math.log10(amplitude(x, hertz));
  }
}
