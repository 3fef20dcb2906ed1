package dev.continuo.samples.radio.dsp;

/**
 * Level and signal-to-noise ratio of the channel, from the second and fourth moment of its
 * amplitude: a station's amplitude is constant, that of noise is not (D. R. Pauluzzi and N. C.
 * Beaulieu, 2000: the estimator M2M4).
 *
 * <p>The fourth moment is compared with the second of the same millisecond, and only then averaged:
 * that a station fades is no noise.
 */
final class SignalMeter {
  private static final int STRIDE = 4;

  /** Parts of a block of 5 ms. */
  private static final int PARTS = 5;

  /** Of each block of 5 ms: about 100 ms are averaged. */
  private static final double GAIN = 0.05;

  /** For a channel of so many Hz the ratio is told. */
  private static final double BAND = 200_000;

  /** Blocks in a row: what lasts longer is no glitch. */
  private static final int MOST_LEFT_OUT = 6;

  private double second;

  /** The fourth moment over the square of the second: 1 for a station, 2 for noise. */
  private double ratio;

  private boolean fresh = true;
  private boolean started;
  private int leftOut;

  void process(float[] re, float[] im) {
    double m2 = 0;
    double r = 0;
    int part = re.length / PARTS;
    int n = part / STRIDE;
    for (int from = 0; from < re.length; from += part) {
      double sum = 0;
      double squares = 0;
      for (int k = from; k < from + part; k += STRIDE) {
        double w = re[k] * re[k] + im[k] * im[k];
        sum += w;
        squares += w * w;
      }
      m2 += sum / (n * PARTS);
      // So few samples vary less about their own mean than about the true one.
      double varies = sum > 0 ? n * squares / (sum * sum) - 1 : 1;
      r += (1 + varies * (n + 1) / (n - 1)) / PARTS;
    }
    average(m2, r);
  }

  /** Leaves out blocks with a glitch: a few large samples in it count far more in the ratio. */
  private void average(double m2, double r) {
    if (fresh) { // the filters are not full yet, or of two stations
      fresh = false;
      return;
    }
    boolean glitch = r > 1.2 * ratio + 0.1;
    if (glitch && started && leftOut < MOST_LEFT_OUT) {
      leftOut++;
      return;
    }
    leftOut = 0;
    // When a station goes off, what is left is so weak that it would take long to be seen.
    double gain = !started ? 1 : m2 < second / 10 ? 0.5 : GAIN;
    second += gain * (m2 - second);
    ratio += gain * (r - ratio);
    started = true;
  }

  /** Another station may come: it all begins anew. */
  void restart() {
    fresh = true;
    started = false;
    second = 0;
    leftOut = 0;
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
    double signal = Math.sqrt(Math.max(0, 2 - ratio));
    double noise = Math.max(1 - signal, 1e-9);
    double db = 10 * Math.log10(signal / noise * noiseBand / BAND);
    return second > 0 ? Math.min(60, Math.max(-10, db)) : -10;
  }
}
