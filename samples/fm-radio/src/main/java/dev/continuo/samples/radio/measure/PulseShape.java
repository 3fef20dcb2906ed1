package dev.continuo.samples.radio.measure;

/**
 * What a transmitter sends for one bit of RDS (IEC 62106, clause 4): an impulse and, half a bit
 * later, its negative, through a filter of the gain cos(πf/4) up to f = 2 (f in bits a second).
 *
 * <p>The filter's response to an impulse, solved by hand, is up to a factor
 *
 * <pre>
 *   h(t) = cos(πx) / (1 − 4x²), x = 4t
 * </pre>
 */
final class PulseShape {
  /** Bits before and after a bit in which its pulse counts. */
  static final int REACH = 3;

  private static final int STEPS = 512;
  private static final double[] TABLE = new double[2 * REACH * STEPS + 3];

  static {
    double peak = 0;
    for (int k = 0; k < TABLE.length; k++) {
      double time = (double) (k - 1) / STEPS - REACH;
      TABLE[k] = response(time + 0.25) - response(time - 0.25);
      peak = Math.max(peak, Math.abs(TABLE[k]));
    }
    for (int k = 0; k < TABLE.length; k++) {
      TABLE[k] /= peak;
    }
  }

  private PulseShape() {}

  /** The response to an impulse, up to a factor. */
  private static double response(double time) {
    double x = 4 * time;
    double below = 1 - 4 * x * x;
    // 0/0 at x = ±1/2; by de l'Hospital π/4.
    return Math.abs(below) < 1e-6 ? Math.PI / 4 : Math.cos(Math.PI * x) / below;
  }

  /** At a time in bits from the bit's middle; the peak is 1. */
  static double value(double time) {
    double place = (time + REACH) * STEPS + 1;
    int k = (int) place;
    if (k < 1 || k >= TABLE.length - 1) {
      return 0;
    }
    return TABLE[k] + (place - k) * (TABLE[k + 1] - TABLE[k]);
  }

  /** Its derivative by the time in bits. */
  static double slope(double time) {
    int k = (int) Math.rint((time + REACH) * STEPS + 1);
    return k < 1 || k >= TABLE.length - 1 ? 0 : (TABLE[k + 1] - TABLE[k - 1]) * STEPS / 2;
  }
}
