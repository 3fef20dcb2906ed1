package dev.continuo.samples.radio.dsp;

/**
 * Changes the rate of complex samples by any ratio and is the channel's filter at the same time:
 * for each output the filter's taps are those for the place of the output between two inputs.
 *
 * <p>The place is counted in whole numbers, so nothing drifts. If few places can occur (2,048,000
 * samples a second have 15), there is a set of taps for each. Otherwise there are {@link #SETS}
 * sets and the taps between two of them are found by a straight line.
 */
final class Resampler {
  /** At most so many sets of taps. */
  private static final int SETS = 512;

  /** An output comes {@code in / out} inputs after the one before. */
  private final long in;

  private final long out;

  private final int taps;
  private final boolean exact;

  /** By design and place. */
  private final float[][][] designs;

  /** The inputs that are still needed and the new ones. */
  private final float[] re;

  private final float[] im;
  private int held;

  /** Where the next output lies after input {@code first}, in 1/out of an input. */
  private long place;

  private int first;

  /**
   * A filter at rest.
   *
   * @param inRate so many inputs stand for ...
   * @param outRate ... so many outputs
   * @param hertz inputs a second
   * @param edges where each design's gain is one half, in Hz
   * @param length of the filter in inputs, about
   * @param attenuation in dB
   * @param block the largest number of inputs of one call
   */
  Resampler(
      long inRate,
      long outRate,
      double hertz,
      double[] edges,
      int length,
      double attenuation,
      int block) {
    long divisor = gcd(inRate, outRate);
    in = inRate / divisor;
    out = outRate / divisor;
    taps = (length + 3) / 4 * 4;
    exact = out <= SETS;
    int count = exact ? (int) out : SETS;
    // One more than there are places, for the straight line of the last.
    designs = new float[edges.length][count + 1][];
    for (int design = 0; design < edges.length; design++) {
      for (int s = 0; s <= count; s++) {
        designs[design][s] = set((double) s / count, 2 * edges[design] / hertz, attenuation);
      }
    }
    re = new float[block + taps + 1];
    im = new float[block + taps + 1];
    held = taps / 2;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** The taps for an output at {@code part} of the way between the two inputs in the middle. */
  private float[] set(double part, double band, double attenuation) {
    double[] design = new double[taps];
    double sum = 0;
    for (int k = 0; k < taps; k++) {
      double time = k - (taps / 2 - 1) - part;
      design[k] = Taps.sinc(band * time) * Taps.window(time / (taps / 2.0), attenuation);
      sum += design[k];
    }
    float[] set = new float[taps];
    for (int k = 0; k < taps; k++) {
      set[k] = (float) (design[k] / sum);
    }
    return set;
  }

  /** How many outputs a call with so many inputs makes at most. */
  int most(int inputs) {
    return (int) (inputs * out / in) + 2;
  }

  /**
   * Takes inputs and writes the outputs that they complete.
   *
   * @param design the number of the edge to use
   * @param inRe the real parts
   * @param inIm the imaginary parts
   * @param inputs how many
   * @param outRe gets the real parts
   * @param outIm gets the imaginary parts
   * @param at the place of the first there
   * @return how many outputs
   */
  int process(
      int design, float[] inRe, float[] inIm, int inputs, float[] outRe, float[] outIm, int at) {
    System.arraycopy(inRe, 0, re, held, inputs);
    System.arraycopy(inIm, 0, im, held, inputs);
    held += inputs;
    float[][] sets = designs[design];
    int made = 0;
    while (first + taps <= held) {
      if (exact) {
        float[] set = sets[(int) place];
        outRe[at + made] = dot(re, first, set);
        outIm[at + made] = dot(im, first, set);
      } else {
        double exactPlace = (double) place * SETS / out;
        int s = (int) exactPlace;
        float part = (float) (exactPlace - s);
        outRe[at + made] = line(dot(re, first, sets[s]), dot(re, first, sets[s + 1]), part);
        outIm[at + made] = line(dot(im, first, sets[s]), dot(im, first, sets[s + 1]), part);
      }
      made++;
      place += in;
      first += (int) (place / out);
      place %= out;
    }
    int drop = Math.min(first, held);
    System.arraycopy(re, drop, re, 0, held - drop);
    System.arraycopy(im, drop, im, 0, held - drop);
    held -= drop;
    first -= drop;
    return made;
  }

  private static float line(float from, float to, float part) {
    return from + part * (to - from);
  }

  private static float dot(float[] x, int from, float[] h) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int k = 0; k < h.length; k += 4) {
      s0 += x[from + k] * h[k];
      s1 += x[from + k + 1] * h[k + 1];
      s2 += x[from + k + 2] * h[k + 2];
      s3 += x[from + k + 3] * h[k + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
