package dev.continuo.samples.radio.dsp;

/**
 * Level and signal-to-noise ratio of the channel, from the second and fourth moment of its
 * amplitude: a station's amplitude is constant, that of noise is not (D. R. Pauluzzi and N. C.
 * Beaulieu, 2000: the estimator M2M4).
 */
final class SignalMeter {
  private static final int STRIDE = 4;

  /** Of each block of 5 ms: about 100 ms are averaged. */
  private static final double GAIN = 0.05;

  /** For a channel of so many Hz the ratio is told. */
  private static final double BAND = 200_000;

  /** Blocks in a row: what lasts longer is no glitch. */
  private static final int MOST_LEFT_OUT = 6;

  private double second;
  private double fourth;
  private boolean started;
  private int leftOut;

  void process(float[] re, float[] im) {
    double m2 = 0;
    double m4 = 0;
    for (int k = 0; k < re.length; k += STRIDE) {
      double w = re[k] * re[k] + im[k] * im[k];
      m2 += w;
      m4 += w * w;
    }
    int n = re.length / STRIDE;
    average(m2 / n, m4 / n);
  }

  /**
   * Leaves out blocks with a glitch: a few large samples in it count far more in the fourth moment.
   */
  private void average(double m2, double m4) {
    boolean glitch = m4 * second * second > m2 * m2 * (1.2 * fourth + 0.1 * second * second);
    if (glitch && started && leftOut < MOST_LEFT_OUT) {
      leftOut++;
      return;
    }
    leftOut = 0;
    // When a station goes off, what is left is so weak that it would take long to be seen.
    double gain = !started ? 1 : m2 < second / 10 ? 0.5 : GAIN;
    second += gain * (m2 - second);
    fourth += gain * (m4 - fourth);
    started = true;
  }

  double levelDbfs() {
    return 10 * Math.log10(second);
  }

  /**
   * The ratio in dB, −10 to 60.
   *
   * @param noiseBand the filter passes the noise of so many Hz
   */
  double snrDb(double noiseBand) {
    double signal = Math.sqrt(Math.max(0, 2 * second * second - fourth));
    double noise = Math.max(second - signal, 1e-9 * second);
    double ratio = signal / noise * noiseBand / BAND;
    return second > 0 ? Math.min(60, Math.max(-10, 10 * Math.log10(ratio))) : -10;
  }
}
