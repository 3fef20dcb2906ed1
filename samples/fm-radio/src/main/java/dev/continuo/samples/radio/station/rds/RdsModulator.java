package dev.continuo.samples.radio.station.rds;

/**
 * The RDS signal before it is put on its subcarrier (IEC 62106, 4.1): bits are coded
 * differentially, each becomes a pair of opposite impulses half a bit apart, and those pass the
 * standard's filter, a cosine that reaches zero at 2,375 Hz.
 *
 * <pre>
 *   bit ──▶ ⊕ ──┬──▶ ±(δ(t) − δ(t − T/2)) ──▶ H(f) = cos(πfT/4), f ≤ 2/T ──▶ out
 *           ▲   │
 *           └─z⁻¹
 * </pre>
 */
public final class RdsModulator {

  /** The steps of the waveform's table in a bit. */
  private static final int STEPS = 512;

  /** How many bits before and after its own a bit is heard. */
  private static final int REACH = 4;

  private static final int WINDOW = 2 * REACH + 1;
  private static final float[] WAVE = wave();

  private final RdsScript script;

  /** The signs of the bits within reach; the newest last. */
  private final int[] signs = new int[WINDOW];

  private boolean[] group = {};
  private int nextBit;
  private int previous;

  /**
   * A modulator that has sent nothing.
   *
   * @param script what it sends
   */
  public RdsModulator(RdsScript script) {
    this.script = script;
    for (int i = 0; i < WINDOW; i++) {
      nextBit();
    }
  }

  /** Goes on to the next bit. */
  public void nextBit() {
    if (nextBit == group.length) {
      group = script.next().bits();
      nextBit = 0;
    }
    previous ^= group[nextBit++] ? 1 : 0;
    System.arraycopy(signs, 1, signs, 0, WINDOW - 1);
    signs[WINDOW - 1] = previous == 0 ? -1 : 1;
  }

  /**
   * The signal.
   *
   * @param phase where in the present bit, 0 to 1
   * @return −1 to 1
   */
  public float at(double phase) {
    double position = phase * STEPS;
    int step = (int) position;
    float between = (float) (position - step);
    float sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      // The bit that stands at i began REACH − i bits from now.
      int at = (WINDOW - 1 - i) * STEPS + step;
      sum += signs[i] * (WAVE[at] + between * (WAVE[at + 1] - WAVE[at]));
    }
    return sum;
  }

  /** The response to one bit from REACH bits before it to REACH after it. */
  private static float[] wave() {
    double[] wave = new double[WINDOW * STEPS + 2];
    for (int i = 0; i < wave.length; i++) {
      double t = (double) i / STEPS - REACH - 0.5; // from the bit's middle
      double edge = Math.max(0, Math.min(1, (REACH + 0.5 - Math.abs(t)) * 2)); // ends smoothly
      wave[i] = (impulse(t + 0.25) - impulse(t - 0.25)) * edge;
    }
    double most = 0; // with the least favourable bits
    for (int step = 0; step < STEPS; step++) {
      double sum = 0;
      for (int i = 0; i < WINDOW; i++) {
        sum += Math.abs(wave[i * STEPS + step]);
      }
      most = Math.max(most, sum);
    }
    float[] scaled = new float[wave.length];
    for (int i = 0; i < wave.length; i++) {
      scaled[i] = (float) (wave[i] / most);
    }
    return scaled;
  }

  /** The filter's impulse response, with the duration of a bit as the unit of time. */
  private static double impulse(double t) {
    double quarter = Math.PI / 4;
    double x = 2 * Math.PI * t;
    double below = quarter * quarter - x * x;
    if (Math.abs(below) < 1e-9) {
      return 1; // the limit at t = 1/8
    }
    return quarter * Math.cos(2 * x) / below;
  }
}
