package dev.continuo.samples.radio.dsp;

import dev.continuo.samples.radio.rds.RdsDemodulator;

/**
 * Cuts the RDS subcarrier out of the multiplex: 57 kHz becomes 0 Hz, at 10,000 samples a second.
 */
final class SubcarrierMixer {
  private static final int KILOHERTZ = 57;

  private final float[] cosine;
  private final float[] sine;
  private final float[] mixed;
  private final float[] re;
  private final float[] im;
  private final Decimator filterRe;
  private final Decimator filterIm;

  SubcarrierMixer(int rate, int block) {
    int factor = rate / RdsDemodulator.RATE;
    cosine = new float[block];
    sine = new float[block];
    for (int n = 0; n < block; n++) {
      double angle = 2 * Math.PI * KILOHERTZ * n / (rate / 1_000.0);
      cosine[n] = (float) Math.cos(angle);
      sine[n] = (float) -Math.sin(angle);
    }
    mixed = new float[block];
    int outputs = block / factor;
    re = new float[outputs];
    im = new float[outputs];
    // Stereo begins 4 kHz away.
    double[] lowPass = Taps.lowPass(rate, 2_400, 4_000, 60);
    filterRe = new Decimator(factor, outputs, lowPass);
    filterIm = new Decimator(factor, outputs, lowPass);
  }

  void process(float[] multiplex, RdsDemodulator rds) {
    StereoDecoder.mix(multiplex, cosine, mixed, mixed.length);
    filterRe.process(mixed, re.length, re, 0);
    StereoDecoder.mix(multiplex, sine, mixed, mixed.length);
    filterIm.process(mixed, im.length, im, 0);
    rds.process(re, im, re.length);
  }
}
