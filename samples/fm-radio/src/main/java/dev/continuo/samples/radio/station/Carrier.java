package dev.continuo.samples.radio.station;

import java.io.IOException;

/**
 * A station's carrier, as the receiver's band has it: the multiplex, at some 240 kHz, is
 * interpolated to the receiver's rate and turns the phase.
 *
 * <p>Between two samples a real carrier turns by what the multiplex amounts to in that time, not by
 * its value at one moment; so the interpolating filter has the mean over a sample built in.
 */
final class Carrier {

  /** Taps of the filter for each phase: 100 dB from 0.7 of the multiplex's rate on. */
  private static final int TAPS = 16;

  private static final int LEAST_MULTIPLEX_RATE = 228_000;
  private static final int FINE = 16; // parts of a sample, for its mean

  private final Multiplex multiplex;
  private final StationSettings settings;
  private final int rate;
  private final int phases;
  private final float[][] filter;
  private final float[] history;
  private int newest;
  private int phase;
  private double turns;
  private float[] values = {};
  private int nextValue;
  private int valueCount;

  /** A carrier in a band that is received at {@code rate} samples a second. */
  Carrier(StationSettings settings, int rate) throws IOException {
    this.settings = settings;
    this.rate = rate;
    this.phases = Math.max(1, rate / LEAST_MULTIPLEX_RATE);
    this.multiplex = new Multiplex(settings, (double) rate / phases);
    this.filter = filter(phases);
    this.history = new float[2 * TAPS];
    this.phase = phases;
  }

  private static float[][] filter(int phases) {
    float[][] filter = new float[phases][TAPS];
    for (int p = 0; p < phases; p++) {
      double sum = 0;
      double[] taps = new double[TAPS];
      for (int j = 0; j < TAPS; j++) {
        for (int f = 0; f < FINE; f++) {
          // how far behind tap j the moment lies, in samples of the multiplex
          double moment = (p + (f + 0.5) / FINE) / phases + TAPS / 2.0 - 1 - j;
          taps[j] += Kernel.sinc(moment) * Kernel.window(moment / (TAPS / 2.0));
        }
        sum += taps[j];
      }
      for (int j = 0; j < TAPS; j++) {
        filter[p][j] = (float) (taps[j] / sum);
      }
    }
    return filter;
  }

  double frequency() {
    return settings.frequency();
  }

  /**
   * Adds the carrier to a block of the band.
   *
   * @param offset how far from the centre it is, in Hz
   * @param amplitude of each sample
   */
  void addTo(float[] iq, int samples, double offset, float amplitude) {
    prepare(samples);
    double still = offset / rate + 1; // + 1, so that the sum is never negative
    double swing = settings.deviation() / rate;
    double angle = turns;
    for (int i = 0; i < samples; i++) {
      if (phase == phases) {
        take();
      }
      float[] taps = filter[phase++];
      float value = 0;
      for (int j = 0; j < TAPS; j++) {
        value += taps[j] * history[newest + j];
      }
      angle += still + swing * value;
      angle -= (int) angle;
      iq[2 * i] += amplitude * Sine.cos(angle);
      iq[2 * i + 1] += amplitude * Sine.sin(angle);
    }
    turns = angle;
  }

  /** The next value of the multiplex; the last TAPS stand in a row, the oldest first. */
  private void take() {
    newest = newest + 1 == TAPS ? 0 : newest + 1;
    float value = values[nextValue++];
    int at = newest + TAPS - 1;
    history[at] = value;
    history[at < TAPS ? at + TAPS : at - TAPS] = value;
    phase = 0;
  }

  private void prepare(int samples) {
    int left = valueCount - nextValue;
    int wanted = (samples + phases - 1) / phases + 1;
    if (left < wanted) {
      float[] roomy = values.length < wanted ? new float[wanted] : values;
      System.arraycopy(values, nextValue, roomy, 0, left);
      values = roomy;
      multiplex.next(values, left, wanted - left);
      nextValue = 0;
      valueCount = wanted;
    }
  }
}
