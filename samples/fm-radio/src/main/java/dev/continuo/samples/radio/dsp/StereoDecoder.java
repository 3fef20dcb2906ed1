package dev.continuo.samples.radio.dsp;

/**
 * The difference of the channels, from the sidebands around the suppressed carrier of 38 kHz (ITU-R
 * BS.450, pilot-tone system: pilot and carrier cross zero upwards together).
 *
 * <p>The multiplex is mixed down by exactly 38 kHz, which a table does, and filtered; only then, at
 * 48,000 a second, the pilot's small phase is taken out twice. That costs little and lets the pilot
 * be measured while the difference is on its way through the filter.
 *
 * <pre>
 *   difference · sin(2θ)  ─×─ e^(−j·38 kHz) ─▶ low-pass ─▶ · e^(−2jφ) ─▶ 2 · imaginary part
 *   pilot φ = θ − π/2, relative to the table
 * </pre>
 */
final class StereoDecoder {
  private static final int HARMONIC = 38;

  private final int block;
  private final float[] cosine;
  private final float[] sine;
  private final float[] mixed;
  private final float[] re;
  private final float[] im;
  private final Decimator filterRe;
  private final Decimator filterIm;
  private final int factor;

  /** From the middle of the pilot's window to the first frame that it is used for. */
  private final double ahead;

  /**
   * A decoder at rest.
   *
   * @param lowPass the filter to use, the same as for the sum
   * @param factor by how much it thins out
   * @param block how many samples of the multiplex each call has, a multiple of {@link Pilot#HOP}
   */
  StereoDecoder(double[] lowPass, int factor, int block) {
    this.block = block;
    this.factor = factor;
    cosine = new float[block];
    sine = new float[block];
    for (int n = 0; n < block; n++) {
      double angle = 2 * Math.PI * HARMONIC * n / Pilot.HOP;
      cosine[n] = (float) Math.cos(angle);
      sine[n] = (float) -Math.sin(angle);
    }
    mixed = new float[block];
    re = new float[block / factor];
    im = new float[block / factor];
    filterRe = new Decimator(factor, block / factor, lowPass);
    filterIm = new Decimator(factor, block / factor, lowPass);
    // Of frame 0: its filter's middle; of the pilot: half a sample before the newest hop.
    ahead = factor - 1 - Decimator.delay(lowPass) + 0.5;
  }

  /** Filters a block; its frames are then {@link #turn}ed hop by hop. */
  void process(float[] multiplex) {
    mix(multiplex, cosine, mixed, block);
    filterRe.process(mixed, re.length, re, 0);
    mix(multiplex, sine, mixed, block);
    filterIm.process(mixed, im.length, im, 0);
  }

  static void mix(float[] in, float[] table, float[] out, int n) {
    for (int k = 0; k < n; k++) {
      out[k] = in[k] * table[k];
    }
  }

  /**
   * Writes the difference for the frames that belong to the pilot's estimate number {@code hop}.
   */
  void turn(Pilot pilot, int hop, float[] difference) {
    int frames = Pilot.HOP / factor;
    double angle = -2 * (pilot.phase() + pilot.speed() * ahead);
    double step = -2 * pilot.speed() * factor;
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    double stepC = Math.cos(step);
    double stepS = Math.sin(step);
    for (int k = hop * frames; k < (hop + 1) * frames; k++) {
      difference[k] = (float) (2 * (re[k] * s + im[k] * c));
      double next = c * stepC - s * stepS;
      s = c * stepS + s * stepC;
      c = next;
    }
  }
}
