package dev.continuo.samples.radio.station;

import dev.continuo.samples.radio.station.rds.RdsSettings;
import org.jspecify.annotations.Nullable;

/**
 * One FM station. Immutable; each method gives a changed copy.
 *
 * <pre>{@code
 * StationSettings.at(92_700_000).withProgramme(Programme.tone(1000, 400, 0.9))
 * }</pre>
 *
 * @param frequency its carrier in Hz
 * @param programme what it plays
 * @param preemphasis the time constant by which it raises the treble, in seconds: 50 µs, 75 µs; 0
 *     for none
 * @param stereo whether it sends a pilot and the difference; else the sum only
 * @param rds what it tells of itself; null for no RDS
 * @param deviation how far the carrier moves at most, in Hz
 * @param levelDb how strong it is at the antenna, in dB of the strongest
 */
public record StationSettings(
    double frequency,
    Programme programme,
    double preemphasis,
    boolean stereo,
    @Nullable RdsSettings rds,
    double deviation,
    double levelDb) {

  /** The pilot's share of the deviation. */
  static final double PILOT = 0.09;

  /** The share of RDS: 2 kHz of 75. */
  static final double RDS = 2.0 / 75;

  /**
   * Stereo with RDS, a tune, 50 µs, 75 kHz.
   *
   * @param frequency its carrier in Hz
   * @return settings
   */
  public static StationSettings at(double frequency) {
    return new StationSettings(frequency, new Tune(), 50e-6, true, RdsSettings.DEFAULT, 75_000, 0);
  }

  /**
   * Another place on the dial.
   *
   * @param hertz its carrier
   * @return a copy
   */
  public StationSettings withFrequency(double hertz) {
    return new StationSettings(hertz, programme, preemphasis, stereo, rds, deviation, levelDb);
  }

  /**
   * Another programme.
   *
   * @param other what it plays
   * @return a copy
   */
  public StationSettings withProgramme(Programme other) {
    return new StationSettings(frequency, other, preemphasis, stereo, rds, deviation, levelDb);
  }

  /**
   * Another pre-emphasis.
   *
   * @param seconds its time constant, or 0
   * @return a copy
   */
  public StationSettings withPreemphasis(double seconds) {
    return new StationSettings(frequency, programme, seconds, stereo, rds, deviation, levelDb);
  }

  /**
   * Stereo or mono.
   *
   * @param on true for stereo
   * @return a copy
   */
  public StationSettings withStereo(boolean on) {
    return new StationSettings(frequency, programme, preemphasis, on, rds, deviation, levelDb);
  }

  /**
   * With another RDS, or none.
   *
   * @param data what it tells; null for none
   * @return a copy
   */
  public StationSettings withRds(@Nullable RdsSettings data) {
    return new StationSettings(frequency, programme, preemphasis, stereo, data, deviation, levelDb);
  }

  /**
   * Stronger or weaker.
   *
   * @param decibels its level at the antenna, 0 for the strongest
   * @return a copy
   */
  public StationSettings withLevel(double decibels) {
    return new StationSettings(frequency, programme, preemphasis, stereo, rds, deviation, decibels);
  }
}
