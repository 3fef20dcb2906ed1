package dev.continuo.samples.radio.dsp;

/**
 * Takes the receiver's own constant part ("DC spike") out of the channel, if it lies in it.
 *
 * <p>The usual high-pass at 0 Hz would take a part of a station there away as well: all of it when
 * the programme is silent. But a station has a constant amplitude, so its samples lie on a circle,
 * and a constant part moves the circle's centre. So this fits a circle (I. Kåsa, 1976: least
 * squares of |z|² − 2ax − 2by − c, a linear problem) and subtracts its centre (a, b). It is only
 * believed if the samples do lie on a circle, and on enough of it; noise has no radius, a silent
 * carrier no arc.
 *
 * <p>The channel is shifted; the constant part turns in it. It is looked at, and taken out, in a
 * frame that turns with it.
 */
final class DcCanceller {
  /** Every so many samples are looked at. */
  private static final int STRIDE = 4;

  /** How much of the sums is forgotten with each block: they cover about 20 of them, 100 ms. */
  private static final double FORGET = 0.05;

  /** How much the square of the amplitude may vary in a block that is learnt from; noise: 1. */
  private static final double MOST_VARIANCE = 0.5;

  private final boolean active;
  private final Oscillator oscillator;
  private final float[] turnRe;
  private final float[] turnIm;

  /** Sums over 1, x, y, xx, yy, xy, xw, yw, w, ww with w = xx + yy. */
  private final double[] sums = new double[10];

  private double centreRe;
  private double centreIm;

  /**
   * A canceller with nothing to take out yet.
   *
   * @param offset of the station from the constant part in Hz
   * @param block how many samples each call has
   */
  DcCanceller(double offset, int block) {
    active = Math.abs(offset) < 170_000;
    oscillator = new Oscillator(offset, ChannelFilter.RATE, block);
    turnRe = new float[block];
    turnIm = new float[block];
  }

  /** Takes it out of a block, in place, and learns from the block for the next ones. */
  void process(float[] re, float[] im) {
    if (!active) {
      return;
    }
    oscillator.write(turnRe, turnIm);
    learn(re, im);
    subtract(re, im, turnRe, turnIm, re.length, (float) centreRe, (float) centreIm);
  }

  private static void subtract(
      float[] re, float[] im, float[] tr, float[] ti, int n, float a, float b) {
    for (int k = 0; k < n; k++) {
      re[k] -= a * tr[k] - b * ti[k];
      im[k] -= a * ti[k] + b * tr[k];
    }
  }

  private void learn(float[] re, float[] im) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    double sxw = 0;
    double syw = 0;
    double sww = 0;
    for (int k = 0; k < re.length; k += STRIDE) {
      double x = re[k] * turnRe[k] + im[k] * turnIm[k];
      double y = im[k] * turnRe[k] - re[k] * turnIm[k];
      double w = x * x + y * y;
      sx += x;
      sy += y;
      sxx += x * x;
      syy += y * y;
      sxy += x * y;
      sxw += x * w;
      syw += y * w;
      sww += w * w;
    }
    int n = re.length / STRIDE;
    double mean = (sxx + syy) / n;
    if (!(sww / n - mean * mean < MOST_VARIANCE * mean * mean)) {
      // Noise, or a glitch that would move the centre for long.
      return;
    }
    add(0, n);
    add(1, sx);
    add(2, sy);
    add(3, sxx);
    add(4, syy);
    add(5, sxy);
    add(6, sxw);
    add(7, syw);
    add(8, sxx + syy);
    add(9, sww);
    fit();
  }

  private void add(int which, double ofBlock) {
    sums[which] += FORGET * (ofBlock - sums[which]);
  }

  private void fit() {
    double n = sums[0];
    double mx = sums[1] / n;
    double my = sums[2] / n;
    // Moments about the mean; then the centre solves a system of two equations.
    double xx = sums[3] / n - mx * mx;
    double yy = sums[4] / n - my * my;
    double xy = sums[5] / n - mx * my;
    double mw = sums[8] / n;
    double xw = (sums[6] / n - mx * mw) / 2;
    double yw = (sums[7] / n - my * mw) / 2;
    double determinant = xx * yy - xy * xy;
    if (!(determinant > 0.02 * mw * mw)) {
      return;
    }
    double a = (xw * yy - yw * xy) / determinant;
    double b = (yw * xx - xw * xy) / determinant;
    // How much the square of the radius varies: 0 on a circle, 1 (of its mean) for noise.
    double square = mw - 2 * (a * mx + b * my) + a * a + b * b;
    double variance =
        sums[9] / n
            - mw * mw
            - 4 * (a * xw + b * yw) * 2
            + 4 * (a * a * xx + 2 * a * b * xy + b * b * yy);
    boolean arc = Math.hypot(mx - a, my - b) < 0.7 * Math.sqrt(square);
    if (arc && variance < 0.3 * square * square) {
      centreRe += 0.1 * (a - centreRe);
      centreIm += 0.1 * (b - centreIm);
    }
  }
}
