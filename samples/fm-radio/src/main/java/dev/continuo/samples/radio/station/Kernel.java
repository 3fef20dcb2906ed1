package dev.continuo.samples.radio.station;

/** Sinc functions under a Kaiser window: how to know a signal between its samples. */
final class Kernel {

  private static final double BETA = 10; // 100 dB

  private Kernel() {}

  /** The Kaiser window at −1 to 1. */
  static double window(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
  }

  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x * x / (4.0 * k * k);
      sum += term;
    }
    return sum;
  }

  static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  /**
   * Half of a low-pass, from its middle outwards.
   *
   * @param cutoff in cycles a sample, at most 0.5
   * @param reach how many of the sinc's zero crossings
   * @param steps of the table between two of them
   */
  static float[] lowPass(double cutoff, int reach, int steps) {
    float[] table = new float[reach * steps + 2];
    for (int i = 0; i < table.length; i++) {
      double crossings = (double) i / steps;
      table[i] = (float) (2 * cutoff * sinc(crossings) * window(crossings / reach));
    }
    return table;
  }

  /** The value of a signal that repeats, at any place. */
  static float at(
      float[] signal, double position, float[] table, double cutoff, int reach, int steps) {
    double scale = 2 * cutoff * steps; // table steps to the sample
    int first = (int) Math.ceil(position - reach / (2 * cutoff));
    int last = (int) Math.floor(position + reach / (2 * cutoff));
    float sum = 0;
    for (int i = first; i <= last; i++) {
      double distance = Math.abs(i - position) * scale;
      int step = (int) distance;
      float weight = table[step] + (float) (distance - step) * (table[step + 1] - table[step]);
      sum += weight * signal[Math.floorMod(i, signal.length)];
    }
    return sum;
  }
}
