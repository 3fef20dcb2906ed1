package dev.continuo.samples.radio.dsp;

/**
 * From the receiver's samples to those of one station at {@link #RATE}: the station is shifted to 0
 * Hz, a short filter thins the samples out to 480,000 to 960,000 a second, a second one cuts the
 * channel out and makes the rate exact.
 *
 * <p>The samples are collected to blocks of a fixed size first; so what comes out does not depend
 * on the sizes in which they came.
 */
final class ChannelFilter {
  /** Complex samples a second of the result. */
  static final int RATE = 480_000;

  /** The station's half of the band, passed unchanged; nothing is left of others where it stops. */
  private static final double PASS = 118_000;

  private static final double STOP = 168_000;

  /** By how much both are less when a neighbour is strong. */
  private static final double NARROWER = 42_000;

  private static final double ATTENUATION = 80;

  private static final int WIDE = 0;
  private static final int NARROW = 1;

  /** Samples after the first filter in one block: about a millisecond, or two. */
  private static final int SMALLEST_BLOCK = 256;

  private static final int LARGEST_BLOCK = 640;

  /** Glitches are told from signals by this factor, where the scale is not exceeded. */
  private static final float GLITCH = 64;

  /** Up to this a sample is never a glitch: the nominal scale ends at 1. */
  private static final float NOMINAL = 4;

  private static final float LARGEST = 1e6f;

  /** Every so many samples are looked at for the level. */
  private static final int STRIDE = 8;

  /** After and before the first filter. */
  private final int thinned;

  private final int block;
  private final float[] re;
  private final float[] im;
  private int filled;

  private final boolean centred;
  private final Oscillator oscillator;
  private final int factor;
  private final Decimator thinRe;
  private final Decimator thinIm;
  private final Selectivity selectivity = new Selectivity();
  private final boolean even;
  private final Decimator cutRe;
  private final Decimator cutIm;
  private final Resampler resampler;
  private final double[] noiseBands;

  /** What is beyond this is a glitch. */
  private float limit = LARGEST;

  private long clipped;
  private double clippedShare;
  private double inputPower;
  private long blocks;

  ChannelFilter(int sampleRate, double offset) {
    factor = factor(sampleRate);
    thinned = thinned(sampleRate / factor);
    block = thinned * factor;
    re = new float[block];
    im = new float[block];
    centred = offset == 0;
    oscillator = new Oscillator(offset, sampleRate, block);
    double rate = (double) sampleRate / factor;
    double[] thin =
        factor == 1 ? new double[] {1} : Taps.lowPass(sampleRate, PASS, rate - PASS, ATTENUATION);
    thinRe = new Decimator(factor, thinned, thin);
    thinIm = new Decimator(factor, thinned, thin);
    even = sampleRate == RATE * factor;
    // At the lowest rates the channel is as wide as the samples allow.
    double pass = Math.min(PASS, 0.45 * rate);
    double stop = Math.min(STOP, rate - pass);
    // The narrow filter has the same length, so that one can take the place of the other.
    double narrower = stop < STOP ? 0 : NARROWER;
    double[][] cuts = {
      Taps.lowPass(rate, pass, stop, ATTENUATION),
      Taps.lowPass(rate, pass - narrower, stop - narrower, ATTENUATION)
    };
    cutRe = new Decimator(1, thinned, cuts);
    cutIm = new Decimator(1, thinned, cuts);
    double[] edges = {(pass + stop) / 2, (pass + stop) / 2 - narrower};
    int taps = Taps.length(rate, pass, stop, ATTENUATION);
    resampler =
        new Resampler(sampleRate, (long) RATE * factor, rate, edges, taps, ATTENUATION, thinned);
    noiseBands = new double[] {2 * edges[WIDE], 2 * edges[NARROW]};
  }

  /** As large as possible; best so that a second holds a whole number of thinned samples. */
  private static int factor(int sampleRate) {
    int most = Math.max(1, sampleRate / RATE);
    for (int factor = most; factor > most / 2; factor--) {
      if (sampleRate % factor == 0) {
        return factor;
      }
    }
    return most;
  }

  /**
   * Best so that a second holds a whole number of blocks: then each second gives as many frames.
   */
  private static int thinned(int rate) {
    for (int size = LARGEST_BLOCK; size >= SMALLEST_BLOCK; size -= 8) {
      if (rate % size == 0) {
        return size;
      }
    }
    return LARGEST_BLOCK;
  }

  /** How many results {@link #run} makes at most. */
  int most() {
    return resampler.most(thinned);
  }

  /**
   * Takes samples until a block is full.
   *
   * @return how many samples were taken; {@link #full()} tells whether to {@link #run}
   */
  int take(float[] iq, int from, int samples) {
    int n = Math.min(samples, block - filled);
    clipped += split(iq, 2 * from, re, im, filled, n, limit);
    filled += n;
    return n;
  }

  boolean full() {
    return filled == block;
  }

  /** Takes I and Q apart; what is not a number, or a glitch, becomes 0. */
  private static int split(
      float[] iq, int from, float[] re, float[] im, int to, int n, float limit) {
    int clipped = 0;
    for (int m = to, i = from; m < to + n; m++, i += 2) {
      float x = iq[i];
      float y = iq[i + 1];
      float ax = Math.abs(x);
      float ay = Math.abs(y);
      // Not "ax > limit", which is false for NaN.
      if (!(ax <= limit)) {
        x = 0;
      }
      if (!(ay <= limit)) {
        y = 0;
      }
      if (ax >= 0.99f || ay >= 0.99f) {
        clipped++;
      }
      re[m] = x;
      im[m] = y;
    }
    return clipped;
  }

  /**
   * Filters the full block.
   *
   * @return how many results were written
   */
  int run(float[] outRe, float[] outIm, int at) {
    watchLevel();
    if (!centred) {
      oscillator.shift(re, im);
    }
    filled = 0;
    if (factor > 1) {
      thinRe.process(re, thinned, re, 0);
      thinIm.process(im, thinned, im, 0);
    }
    selectivity.before(re, im, 0, thinned);
    int made = cut(outRe, outIm, at);
    selectivity.after(outRe, outIm, at, made);
    return made;
  }

  private int cut(float[] outRe, float[] outIm, int at) {
    int design = selectivity.narrow() ? NARROW : WIDE;
    if (!even) {
      return resampler.process(design, re, im, thinned, outRe, outIm, at);
    }
    cutRe.process(design, re, thinned, outRe, at);
    cutIm.process(design, im, thinned, outIm, at);
    return thinned;
  }

  /** The noise that passes is that of so many Hz. */
  double noiseBand() {
    return noiseBands[selectivity.narrow() ? NARROW : WIDE];
  }

  private void watchLevel() {
    float total = total(re, block) + total(im, block);
    // A lone glitch adds little to the mean, a louder signal soon much.
    limit = Math.min(LARGEST, Math.max(NOMINAL, GLITCH * total / (2 * block)));
    if (clipped > block / 4 && total < 0.5f * clipped) {
      limit = LARGEST; // most of it was taken for glitches: it is a signal, after silence
    }
    blocks++;
    inputPower += Math.max(0.02, 1.0 / blocks) * (variance(re) + variance(im) - inputPower);
    clippedShare += (clipped / (double) block - clippedShare) * 0.02;
    clipped = 0;
  }

  /** The mean square of what is not constant. */
  private static double variance(float[] x) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i += STRIDE) {
      double d = x[i] - x[0];
      sum += d;
      squares += d * d;
    }
    int n = (x.length + STRIDE - 1) / STRIDE;
    return Math.max(0, squares / n - sum / n * (sum / n));
  }

  private static float total(float[] x, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < n; i += 4) {
      s0 += Math.abs(x[i]);
      s1 += Math.abs(x[i + 1]);
      s2 += Math.abs(x[i + 2]);
      s3 += Math.abs(x[i + 3]);
    }
    return s0 + s1 + s2 + s3;
  }

  double inputDbfs() {
    return 10 * Math.log10(inputPower);
  }

  double clippedShare() {
    return clippedShare;
  }
}
