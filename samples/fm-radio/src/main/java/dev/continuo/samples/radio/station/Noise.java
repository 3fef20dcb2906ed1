package dev.continuo.samples.radio.station;

import java.util.Random;

/** White noise: values of a large table of Gaussian ones, picked at random. */
final class Noise {

  private static final int BITS = 16;
  private static final int MASK = (1 << BITS) - 1;
  private static final float[] TABLE = table();

  private long state;

  Noise(long seed) {
    state = seed * 0x9e3779b97f4a7c15L + 0x1234567;
    if (state == 0) {
      state = 1;
    }
  }

  /** Mean 0 and variance 1 exactly, so that a level is what it says. */
  private static float[] table() {
    Random random = new Random(57_000);
    double[] values = new double[1 << BITS];
    double square = 0;
    for (int i = 0; i < values.length; i += 2) {
      values[i] = random.nextGaussian();
      values[i + 1] = -values[i];
      square += 2 * values[i] * values[i];
    }
    float[] table = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      table[i] = (float) (values[i] / Math.sqrt(square / values.length));
    }
    return table;
  }

  /** Adds noise to {@code count} values. */
  void addTo(float[] values, int count, float sigma) {
    long s = state;
    int i = 0;
    for (; i + 3 < count; i += 4) { // a state has bits enough for four
      s = step(s);
      long mixed = s * 0x2545f4914f6cdd1dL;
      values[i] += sigma * TABLE[(int) mixed & MASK];
      values[i + 1] += sigma * TABLE[(int) (mixed >>> 16) & MASK];
      values[i + 2] += sigma * TABLE[(int) (mixed >>> 32) & MASK];
      values[i + 3] += sigma * TABLE[(int) (mixed >>> 48) & MASK];
    }
    for (; i < count; i++) {
      s = step(s);
      values[i] += sigma * TABLE[(int) ((s * 0x2545f4914f6cdd1dL) >>> 48) & MASK];
    }
    state = s;
  }

  /** Marsaglia's xorshift. */
  private static long step(long s) {
    s ^= s >>> 12;
    s ^= s << 25;
    return s ^ (s >>> 27);
  }

  /** A value from −0.5 to 0.5, each as likely. */
  float even() {
    state = step(state);
    return (state >>> 40) * 0x1p-24f - 0.5f;
  }
}
