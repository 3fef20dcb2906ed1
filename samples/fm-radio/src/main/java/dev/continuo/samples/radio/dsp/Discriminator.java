package dev.continuo.samples.radio.dsp;

/**
 * From the channel's samples to the frequency: how far the phase turns from one sample to the next.
 *
 * <pre>
 *   p = z[n] · conj(z[n−1]) = c + jd        angle = 2 · atan(d / (|p| + c))
 * </pre>
 *
 * The half angle keeps the fraction within ±1 for all turns up to a quarter (a deviation of 120
 * kHz), where a polynomial gives the arc tangent within 1.2e-8; a loop of that can be vectorised.
 * The rare larger turns, of noise, are looked for afterwards.
 */
final class Discriminator {
  /** The deviation, in Hz, that gives an output of 1. */
  static final double FULL_DEVIATION = 75_000;

  private static final float SCALE = (float) (ChannelFilter.RATE / (2 * Math.PI) / FULL_DEVIATION);

  // atan(t) / t as a polynomial of t², t within ±1: interpolation at Chebyshev's points.
  private static final float A0 = (float) 0.9999999842;
  private static final float A1 = (float) -0.3333306678;
  private static final float A2 = (float) 0.1999248358;
  private static final float A3 = (float) -0.1420257051;
  private static final float A4 = (float) 0.106367541;
  private static final float A5 = (float) -0.07495445443;
  private static final float A6 = (float) 0.04258760746;
  private static final float A7 = (float) -0.0160050305;
  private static final float A8 = (float) 0.002834064299;

  private final float[] beforeRe;
  private final float[] beforeIm;
  private final float[] half;
  private float lastRe;
  private float lastIm;

  Discriminator(int block) {
    beforeRe = new float[block];
    beforeIm = new float[block];
    half = new float[block];
  }

  /** Writes the deviation of each sample, in units of {@link #FULL_DEVIATION}. */
  void process(float[] re, float[] im, int n, float[] out) {
    beforeRe[0] = lastRe;
    beforeIm[0] = lastIm;
    System.arraycopy(re, 0, beforeRe, 1, n - 1);
    System.arraycopy(im, 0, beforeIm, 1, n - 1);
    lastRe = re[n - 1];
    lastIm = im[n - 1];
    turns(re, im, beforeRe, beforeIm, n, half, out);
    for (int k = 0; k < n; k++) {
      if (!(Math.abs(half[k]) <= 1)) {
        out[k] = turn(re[k], im[k], beforeRe[k], beforeIm[k]);
      }
    }
  }

  private static void turns(
      float[] re, float[] im, float[] pr, float[] pi, int n, float[] half, float[] out) {
    for (int k = 0; k < n; k++) {
      float c = re[k] * pr[k] + im[k] * pi[k];
      float d = im[k] * pr[k] - re[k] * pi[k];
      // The tiny number: silence has no angle, which shall be 0.
      float t = d / ((float) Math.sqrt(c * c + d * d) + c + 1e-30f);
      float s = t * t;
      half[k] = t;
      float low = A0 + s * (A1 + s * (A2 + s * (A3 + s * A4)));
      float high = A5 + s * (A6 + s * (A7 + s * A8));
      float s2 = s * s;
      out[k] = 2 * SCALE * t * (low + s2 * s2 * s * high);
    }
  }

  private static float turn(float re, float im, float pr, float pi) {
    double c = (double) re * pr + (double) im * pi;
    double d = (double) im * pr - (double) re * pi;
    return (float) (Math.atan2(d, c) * SCALE);
  }
}
