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
  /** Steps of a waveform for each bit. */
  static final int STEPS = 128;

  /** Bits before and after a bit in which its pulse counts. */
  private static final int REACH = 3;

  private PulseShape() {}

  /** The response to an impulse, up to a factor. */
  private static double response(double time) {
    double x = 4 * time;
    double below = 1 - 4 * x * x;
    // 0/0 at x = ±1/2; by de l'Hospital π/4.
    return Math.abs(below) < 1e-6 ? Math.PI / 4 : Math.cos(Math.PI * x) / below;
  }

  /** The wave of bits that are sent over and over; the peak of a lone bit is 1. */
  static double[] waveform(byte[] bits) {
    double[] pulse = new double[2 * REACH * STEPS + 1];
    double peak = 0;
    for (int k = 0; k < pulse.length; k++) {
      double time = (double) k / STEPS - REACH;
      pulse[k] = response(time + 0.25) - response(time - 0.25);
      peak = Math.max(peak, Math.abs(pulse[k]));
    }
    double[] wave = new double[bits.length * STEPS];
    for (int bit = 0; bit < bits.length; bit++) {
      double sign = (bits[bit] == 0 ? -1 : 1) / peak;
      for (int k = 0; k < pulse.length; k++) {
        int at = Math.floorMod((bit - REACH) * STEPS + k, wave.length);
        wave[at] += sign * pulse[k];
      }
    }
    return wave;
  }
}
