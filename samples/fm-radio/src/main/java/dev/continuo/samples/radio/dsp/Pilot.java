package dev.continuo.samples.radio.dsp;

/**
 * Follows the pilot tone of 19 kHz, 1,000 times a second.
 *
 * <p>The multiplex is mixed down by exactly 19 kHz (240 samples are 19 turns, so a table does it)
 * and summed under a Hann window of 2 ms; what is left turns with the few Hz by which the clocks of
 * station and receiver differ. A phase-locked loop of second order follows that, fast at first.
 *
 * <pre>
 *            amplitude above ON and steady
 *   absent ────────────────────────────────▶ locked
 *          ◀────────────────────────────────
 *            below OFF, or unsteady (noise)
 * </pre>
 */
final class Pilot {
  /** Samples of the multiplex between two estimates. */
  static final int HOP = 240;

  private static final int WINDOW = 2 * HOP;
  private static final int CYCLES = 19;

  /** The pilot's deviation in Hz from which on it counts, and below which it is lost. */
  private static final double ON = 3_000;

  private static final double OFF = 2_000;

  /** The loop's gain when it has settled, and its start. */
  private static final double SETTLED = 0.03;

  private static final double FAST = 0.3;

  private final float[] windowRe = new float[WINDOW];
  private final float[] windowIm = new float[WINDOW];
  private final float[] held = new float[WINDOW];

  private double gain = FAST;
  private double phase;
  private double speed;
  private double amplitude;
  private double power;
  private boolean locked;

  Pilot() {
    for (int k = 0; k < WINDOW; k++) {
      double hann = (1 - Math.cos(2 * Math.PI * (k + 0.5) / WINDOW)) / WINDOW;
      double angle = -2 * Math.PI * CYCLES * k / HOP;
      // The deviation of a tone is twice its half at the positive frequency.
      windowRe[k] = (float) (2 * Discriminator.FULL_DEVIATION * hann * Math.cos(angle));
      windowIm[k] = (float) (2 * Discriminator.FULL_DEVIATION * hann * Math.sin(angle));
    }
  }

  /** Takes the next {@link #HOP} samples of the multiplex. */
  void process(float[] multiplex, int from) {
    System.arraycopy(held, HOP, held, 0, HOP);
    System.arraycopy(multiplex, from, held, HOP, HOP);
    double re = 0;
    double im = 0;
    for (int k = 0; k < WINDOW; k++) {
      re += held[k] * windowRe[k];
      im += held[k] * windowIm[k];
    }
    follow(re, im);
  }

  private void follow(double re, double im) {
    double c = Math.cos(phase);
    double s = Math.sin(phase);
    double along = re * c + im * s;
    double across = im * c - re * s;
    double error = along == 0 && across == 0 ? 0 : Math.atan2(across, along);
    phase += gain * error;
    speed += gain * gain / 4 * error;
    // Clocks differ by 200 ppm at most: 4 Hz.
    speed = Math.max(-0.025, Math.min(0.025, speed));
    amplitude += 0.05 * (along - amplitude);
    power += 0.05 * (re * re + im * im - power);
    double steady = power > 0 ? amplitude * amplitude / power : 0;
    locked = locked ? amplitude > OFF && steady > 0.6 : amplitude > ON && steady > 0.8;
    gain = locked ? Math.max(SETTLED, gain * 0.97) : FAST;
  }

  /** Moves on to the middle of the next window; to be called when the estimate has been used. */
  void advance() {
    phase = Math.IEEEremainder(phase + speed, 2 * Math.PI);
  }

  /** The pilot may be another one from now on. */
  void restart() {
    gain = FAST;
    amplitude = 0;
    power = 0;
    locked = false;
  }

  /** The phase, against the table, in the middle of the last window. */
  double phase() {
    return phase;
  }

  /** How the phase grows, in radians per sample of the multiplex. */
  double speed() {
    return speed / HOP;
  }

  boolean locked() {
    return locked;
  }

  /** In Hz. */
  double deviation() {
    return Math.max(0, amplitude);
  }
}
