package dev.continuo.samples.radio.dsp;

import java.util.function.DoubleUnaryOperator;

/**
 * Designs low-pass filters of linear phase: the ideal response, cut off by a Kaiser window (J. F.
 * Kaiser, 1974), whose length follows from the wanted attenuation and the width of the transition.
 */
final class Taps {
  /** Steps of the numeric integral over the pass band. */
  private static final int STEPS = 600;

  private Taps() {}

  /**
   * The taps of a low-pass with a gain of 1 at 0 Hz.
   *
   * @param rate samples a second
   * @param pass the end of the pass band in Hz
   * @param stop the begin of the stop band in Hz
   * @param attenuation of the stop band in dB, above 21
   * @return an odd number of taps, symmetric
   */
  static double[] lowPass(double rate, double pass, double stop, double attenuation) {
    return shaped(rate, pass, stop, attenuation, f -> 1);
  }

  /** The same with a pass band that follows {@code gain} (of the frequency in Hz). */
  static double[] shaped(
      double rate, double pass, double stop, double attenuation, DoubleUnaryOperator gain) {
    int half = length(rate, pass, stop, attenuation) / 2;
    double edge = (pass + stop) / 2;
    double[] taps = new double[2 * half + 1];
    double sum = 0;
    for (int k = 0; k <= 2 * half; k++) {
      double time = (k - half) / rate;
      taps[k] = response(time, edge, gain) * window((double) (k - half) / (half + 1), attenuation);
      sum += taps[k];
    }
    double scale = gain.applyAsDouble(0) / sum;
    for (int k = 0; k < taps.length; k++) {
      taps[k] *= scale;
    }
    return taps;
  }

  /** How many taps a Kaiser window needs; odd. */
  static int length(double rate, double pass, double stop, double attenuation) {
    double width = 2 * Math.PI * (stop - pass) / rate;
    return (int) Math.ceil((attenuation - 8) / (2.285 * width)) | 1;
  }

  /** The impulse response of an ideal low-pass with this gain: its inverse Fourier integral. */
  private static double response(double time, double edge, DoubleUnaryOperator gain) {
    double step = edge / STEPS;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      double f = (i + 0.5) * step;
      sum += gain.applyAsDouble(f) * Math.cos(2 * Math.PI * f * time);
    }
    return sum * step;
  }

  /** sin(πx)/(πx). */
  static double sinc(double x) {
    double a = Math.PI * x;
    return Math.abs(a) < 1e-9 ? 1 : Math.sin(a) / a;
  }

  /** The Kaiser window at −1 to 1. */
  static double window(double x, double attenuation) {
    double beta =
        attenuation > 50
            ? 0.1102 * (attenuation - 8.7)
            : 0.5842 * Math.pow(attenuation - 21, 0.4) + 0.07886 * (attenuation - 21);
    return Math.abs(x) > 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
  }

  /** The modified Bessel function I0, by its power series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }
}
