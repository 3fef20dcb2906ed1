package dev.continuo.samples.radio.dsp;

import java.util.Arrays;

/**
 * A real FIR filter that keeps every D-th output (D may be 1), written so that C2 turns its inner
 * loop into vector instructions.
 *
 * <p>A dot product per output would not be vectorised: C2 may not reorder a sum of floats. So the
 * loops are swapped: for each tap, all outputs of the block. The inputs are dealt out to D rows, so
 * that the inputs of one tap lie side by side; and each tap's inputs are first copied, because in a
 * loop over {@code out[m] += h * in[m + shift]} C2 (before JDK 25) must fear that both arrays are
 * the same one. A copy costs far less than it saves: 0.06 ns instead of 0.21 ns for each tap on the
 * machine this was written on.
 *
 * <pre>
 *   input    x0 x1 x2 x3 x4 x5 ...          D = 3
 *   row 0    .. history .. x0 x3 x6 ...
 *   row 1    .. history .. x1 x4 x7 ...
 *   row 2    .. history .. x2 x5 x8 ...
 *   out[m] = sum over k of taps[k] * x[m * D + D - 1 - k]
 * </pre>
 */
final class Decimator {
  private final int factor;
  private final float[][] designs;
  private final int history;
  private final float[][] rows;
  private final float[] sum;
  private final float[] a;
  private final float[] b;
  private final float[] c;
  private final float[] d;

  /**
   * A filter at rest.
   *
   * @param factor every how many inputs there is an output
   * @param outputs the largest number of outputs of one call
   * @param designs the taps, symmetric; several sets of the same length can take turns
   */
  Decimator(int factor, int outputs, double[]... designs) {
    this.factor = factor;
    this.designs = new float[designs.length][];
    // Four taps at a time: the rest are zeros.
    int length = (designs[0].length + 3) / 4 * 4;
    for (int i = 0; i < designs.length; i++) {
      this.designs[i] = new float[length];
      for (int k = 0; k < designs[i].length; k++) {
        this.designs[i][k] = (float) designs[i][k];
      }
    }
    history = (length + factor - 1) / factor;
    rows = new float[factor][history + outputs];
    sum = new float[outputs];
    a = new float[outputs];
    b = new float[outputs];
    c = new float[outputs];
    d = new float[outputs];
  }

  /** How many inputs lie between the newest input and the middle of the filter. */
  static double delay(double[] design) {
    return (design.length - 1) / 2.0;
  }

  /** Filters a block with the first design. */
  void process(float[] in, int outputs, float[] out, int at) {
    process(0, in, outputs, out, at);
  }

  /**
   * Filters a block.
   *
   * @param design the number of the taps to use
   * @param in the inputs
   * @param outputs how many outputs are wanted: {@code in} holds {@code outputs * factor} inputs
   * @param out gets the outputs
   * @param at the place of the first
   */
  void process(int design, float[] in, int outputs, float[] out, int at) {
    float[] taps = designs[design];
    deal(in, outputs);
    Arrays.fill(sum, 0, outputs, 0);
    for (int k = 0; k < taps.length; k += 4) {
      shifted(k, outputs, a);
      shifted(k + 1, outputs, b);
      shifted(k + 2, outputs, c);
      shifted(k + 3, outputs, d);
      accumulate(sum, outputs, a, taps[k], b, taps[k + 1], c, taps[k + 2], d, taps[k + 3]);
    }
    System.arraycopy(sum, 0, out, at, outputs);
    for (float[] row : rows) {
      System.arraycopy(row, outputs, row, 0, history);
    }
  }

  /** Deals the inputs out to the rows. */
  private void deal(float[] in, int outputs) {
    if (factor == 1) {
      System.arraycopy(in, 0, rows[0], history, outputs);
      return;
    }
    for (int p = 0; p < factor; p++) {
      float[] row = rows[p];
      for (int m = 0, i = p; m < outputs; m++, i += factor) {
        row[history + m] = in[i];
      }
    }
  }

  /** Copies the inputs that tap k meets, one for each output. */
  private void shifted(int k, int outputs, float[] to) {
    int index = factor - 1 - k;
    int row = Math.floorMod(index, factor);
    System.arraycopy(rows[row], history + Math.floorDiv(index, factor), to, 0, outputs);
  }

  private static void accumulate(
      float[] sum,
      int n,
      float[] a,
      float ha,
      float[] b,
      float hb,
      float[] c,
      float hc,
      float[] d,
      float hd) {
    for (int m = 0; m < n; m++) {
      sum[m] += ha * a[m] + hb * b[m] + hc * c[m] + hd * d[m];
    }
  }
}
