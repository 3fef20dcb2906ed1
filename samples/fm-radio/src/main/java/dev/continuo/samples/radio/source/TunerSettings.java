package dev.continuo.samples.radio.source;

import java.util.OptionalDouble;

/**
 * What a receiver is asked for.
 *
 * <pre>{@code
 * TunerSettings settings = TunerSettings.at(92_450_000).withSampleRate(2_400_000);
 * }</pre>
 *
 * @param frequency the centre of the band, in Hz: 1 to 4,294,967,295 (the protocol has 32 bits)
 * @param sampleRate complex samples a second, 1 or more; the common receivers can do 225,001 to
 *     300,000 and 900,001 to 3,200,000
 * @param gain in dB; empty for automatic gain
 * @param ppm the correction of the receiver's crystal, in parts per million
 */
public record TunerSettings(long frequency, int sampleRate, OptionalDouble gain, int ppm) {

  private static final long MOST = 0xffff_ffffL;

  /**
   * Makes settings.
   *
   * @param frequency see above
   * @param sampleRate see above
   * @param gain see above
   * @param ppm see above
   * @throws IllegalArgumentException if the frequency or the rate is out of range
   */
  public TunerSettings {
    if (frequency < 1 || frequency > MOST) {
      throw new IllegalArgumentException("a frequency of " + frequency + " Hz cannot be tuned to");
    }
    if (sampleRate < 1) {
      throw new IllegalArgumentException("a sample rate of " + sampleRate + " gives no samples");
    }
  }

  /**
   * 2,400,000 samples a second, automatic gain, no correction.
   *
   * @param frequency the centre of the band in Hz
   * @return settings
   */
  public static TunerSettings at(long frequency) {
    return new TunerSettings(frequency, 2_400_000, OptionalDouble.empty(), 0);
  }

  /**
   * Another frequency.
   *
   * @param hertz the centre of the band
   * @return a copy
   */
  public TunerSettings withFrequency(long hertz) {
    return new TunerSettings(hertz, sampleRate, gain, ppm);
  }

  /**
   * Another rate.
   *
   * @param rate complex samples a second
   * @return a copy
   */
  public TunerSettings withSampleRate(int rate) {
    return new TunerSettings(frequency, rate, gain, ppm);
  }

  /**
   * A gain that stays.
   *
   * @param decibels what the tuner amplifies by
   * @return a copy
   */
  public TunerSettings withGain(double decibels) {
    return new TunerSettings(frequency, sampleRate, OptionalDouble.of(decibels), ppm);
  }

  /**
   * Another correction.
   *
   * @param correction in parts per million
   * @return a copy
   */
  public TunerSettings withPpm(int correction) {
    return new TunerSettings(frequency, sampleRate, gain, correction);
  }
}
