package dev.continuo.samples.radio.dsp;

/**
 * A complex oscillation e^(−2πi f n / rate), block by block. The phase is kept in turns, as a
 * double, and the table of one block never changes: neither amplitude nor frequency can creep.
 */
final class Oscillator {
  private final double turnsPerBlock;
  private final float[] tableRe;
  private final float[] tableIm;
  private double turns;

  Oscillator(double frequency, double rate, int block) {
    tableRe = new float[block];
    tableIm = new float[block];
    for (int n = 0; n < block; n++) {
      double angle = -2 * Math.PI * frequency / rate * n;
      tableRe[n] = (float) Math.cos(angle);
      tableIm[n] = (float) Math.sin(angle);
    }
    turnsPerBlock = -frequency / rate * block;
  }

  /** Multiplies the next block by the oscillation, in place. */
  void shift(float[] re, float[] im) {
    float startRe = (float) Math.cos(2 * Math.PI * turns);
    float startIm = (float) Math.sin(2 * Math.PI * turns);
    rotate(re, im, tableRe, tableIm, tableRe.length, startRe, startIm);
    advance();
  }

  /** Writes the next block of the oscillation itself. */
  void write(float[] re, float[] im) {
    float startRe = (float) Math.cos(2 * Math.PI * turns);
    float startIm = (float) Math.sin(2 * Math.PI * turns);
    for (int n = 0; n < tableRe.length; n++) {
      re[n] = tableRe[n] * startRe - tableIm[n] * startIm;
      im[n] = tableRe[n] * startIm + tableIm[n] * startRe;
    }
    advance();
  }

  private void advance() {
    turns += turnsPerBlock;
    turns -= Math.rint(turns);
  }

  private static void rotate(
      float[] re, float[] im, float[] tableRe, float[] tableIm, int n, float a, float b) {
    for (int k = 0; k < n; k++) {
      float c = tableRe[k] * a - tableIm[k] * b;
      float s = tableRe[k] * b + tableIm[k] * a;
      float x = re[k];
      float y = im[k];
      re[k] = x * c - y * s;
      im[k] = x * s + y * c;
    }
  }
}
