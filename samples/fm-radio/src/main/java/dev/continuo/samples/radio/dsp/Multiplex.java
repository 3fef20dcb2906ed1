package dev.continuo.samples.radio.dsp;

import dev.continuo.samples.radio.rds.RdsDemodulator;
import org.jspecify.annotations.Nullable;

/**
 * From the deviation to audio, in blocks of 5 ms, so that all tables repeat with the block.
 *
 * <pre>
 *   deviation  ─▶ low-pass 62 kHz, undoes the discriminator's sinc, ─▶ multiplex, 240,000 a second
 *   480,000 a s
 *   multiplex ─┬▶ low-pass 15 kHz ─▶ less its mean ─▶ de-emphasis ─▶ sum ──────────┬─▶ left, right
 *              ├▶ pilot ──────────────────┐                                        │
 *              ├▶ stereo decoder ─────────┴──────▶ de-emphasis ─▶ difference · blend ┘
 *              └▶ mixed down by 57 kHz, low-pass 2.4 kHz, 10,000 a second ─▶ RDS
 * </pre>
 */
final class Multiplex {
  /** Samples of the deviation in a block. */
  static final int IN = 2_400;

  /** Audio frames in a block. */
  static final int FRAMES = 240;

  private static final int RATE = 240_000;
  private static final int SAMPLES = 1_200;
  private static final int AUDIO_FACTOR = 5;
  private static final double ATTENUATION = 80;

  /** From the first to the second signal-to-noise ratio in dB, mono turns into stereo. */
  private static final double MONO_BELOW = 12;

  private static final double STEREO_FROM = 22;

  private final boolean wantStereo;
  private final Decimator narrow;
  private final float[] samples = new float[SAMPLES];
  private final Decimator sumFilter;
  private final Pilot pilot = new Pilot();
  private final StereoDecoder stereo;
  private final HighPass sumMean = new HighPass();
  private final HighPass differenceMean = new HighPass();
  private final Deemphasis sumTreble;
  private final Deemphasis differenceTreble;
  private final SubcarrierMixer rdsMixer;

  private final float[] left = new float[FRAMES];
  private final float[] right = new float[FRAMES];
  private final float[] difference = new float[FRAMES];

  private double offset;
  private long blocks;
  private double blend;

  Multiplex(ReceiverSettings settings) {
    wantStereo = settings.stereo();
    double in = ChannelFilter.RATE;
    narrow =
        new Decimator(
            2, SAMPLES, Taps.shaped(in, 62_000, 178_000, ATTENUATION, f -> 1 / Taps.sinc(f / in)));
    double[] lowPass = Taps.lowPass(RATE, 15_000, 19_000, ATTENUATION);
    sumFilter = new Decimator(AUDIO_FACTOR, FRAMES, lowPass);
    stereo = new StereoDecoder(lowPass, AUDIO_FACTOR, SAMPLES);
    double tau = settings.deemphasis().seconds();
    sumTreble = new Deemphasis(tau, FmReceiver.AUDIO_RATE);
    differenceTreble = new Deemphasis(tau, FmReceiver.AUDIO_RATE);
    rdsMixer = new SubcarrierMixer(RATE, SAMPLES);
  }

  /**
   * Turns a block into {@link #FRAMES} frames.
   *
   * @param deviation {@link #IN} values
   * @param snrDb how good the reception is; decides how much stereo there is
   * @param rds gets the subcarrier of RDS; null: none is wanted
   * @param out gets the frames
   */
  void process(float[] deviation, double snrDb, @Nullable RdsDemodulator rds, AudioSink out) {
    narrow.process(deviation, SAMPLES, samples, 0);
    sumFilter.process(samples, FRAMES, left, 0);
    double mean = sumMean.process(left, FRAMES);
    blocks++;
    offset += Math.max(0.02, 1.0 / blocks) * (mean - offset);
    sumTreble.process(left, FRAMES);
    boolean two = wantStereo && decodeStereo(snrDb);
    if (rds != null) {
      rdsMixer.process(samples, rds);
    }
    out.accept(left, two ? right : left, FRAMES);
  }

  /** Returns whether the channels differ. */
  private boolean decodeStereo(double snrDb) {
    double wanted = (snrDb - MONO_BELOW) / (STEREO_FROM - MONO_BELOW);
    if (pilot.locked() || blend > 0) {
      stereo.process(samples);
    }
    for (int hop = 0; hop < SAMPLES / Pilot.HOP; hop++) {
      pilot.process(samples, hop * Pilot.HOP);
      stereo.turn(pilot, hop, difference);
      pilot.advance();
    }
    double target = pilot.locked() ? Math.max(0, Math.min(1, wanted)) : 0;
    double before = blend;
    blend += 0.05 * (target - blend);
    if (target == 0 && blend < 0.001) {
      blend = 0;
    }
    if (before == 0 && blend == 0) {
      differenceMean.reset();
      differenceTreble.reset();
      return false;
    }
    // Only so that both have the same phase in the bass.
    differenceMean.process(difference, FRAMES);
    differenceTreble.process(difference, FRAMES);
    for (int k = 0; k < FRAMES; k++) {
      float d = difference[k] * (float) (before + (blend - before) * k / FRAMES);
      right[k] = left[k] - d;
      left[k] += d;
    }
    return true;
  }

  /** The carrier may be another one from now on. */
  void restart() {
    blocks = 0;
    offset = 0;
    sumMean.reset();
    pilot.restart();
  }

  boolean pilotPresent() {
    return pilot.locked();
  }

  /** In Hz. */
  double pilotDeviation() {
    return pilot.deviation();
  }

  double blend() {
    return blend;
  }

  /** In Hz. */
  double carrierOffset() {
    return offset * Discriminator.FULL_DEVIATION;
  }
}
