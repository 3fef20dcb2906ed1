package dev.continuo.samples.radio.dsp;

/**
 * Decides how wide the channel is: as wide as stereo needs, unless there is a neighbour 200 kHz
 * away that is not much weaker than the station; then some distortion of stereo is the smaller
 * evil.
 *
 * <pre>
 *          power beside the channel over 4 % of that in it
 *   wide ──────────────────────────────────────────────────▶ narrow
 *        ◀──────────────────────────────────────────────────
 *          below 2.5 %
 * </pre>
 *
 * <p>Noise counts too: a weak station is received narrow.
 */
final class Selectivity {
  private static final double TOO_STRONG = 0.04;
  private static final double WEAK_AGAIN = 0.025;

  /** Of each block of 1 to 2 ms: about 30 ms are averaged. */
  private static final double GAIN = 0.03;

  private static final int STRIDE = 4;

  private double all;
  private double channel;
  private boolean narrow;

  /** Takes a block before the channel's filter. */
  void before(float[] re, float[] im, int from, int n) {
    all += GAIN * (power(re, im, from, n) - all);
  }

  /** Takes the same block behind it, and decides for the next one. */
  void after(float[] re, float[] im, int from, int n) {
    channel += GAIN * (power(re, im, from, n) - channel);
    double others = all - channel;
    narrow = others > (narrow ? WEAK_AGAIN : TOO_STRONG) * channel;
  }

  /** The mean square of the amplitude. */
  private static double power(float[] re, float[] im, int from, int n) {
    double sum = 0;
    for (int k = from; k < from + n; k += STRIDE) {
      sum += re[k] * re[k] + im[k] * im[k];
    }
    return sum * STRIDE / n;
  }

  boolean narrow() {
    return narrow;
  }
}
