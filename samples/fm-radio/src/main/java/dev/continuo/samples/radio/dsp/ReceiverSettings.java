package dev.continuo.samples.radio.dsp;

import java.util.Objects;

/**
 * What the receiver needs to know before the first sample.
 *
 * <pre>{@code
 * ReceiverSettings settings = ReceiverSettings.at(2_400_000).withOffset(250_000);
 * }</pre>
 *
 * @param sampleRate complex samples a second, {@link #MIN_RATE} to {@link #MAX_RATE}
 * @param offsetHz where the station lies from the centre of the band, in Hz; it is best not 0,
 *     where the receiver's own constant part lies
 * @param deemphasis how the station raised the treble
 * @param stereo whether to decode stereo when the station sends it; false: always mono, and cheaper
 * @param rds whether to decode RDS
 */
public record ReceiverSettings(
    int sampleRate, double offsetHz, Deemphasis deemphasis, boolean stereo, boolean rds) {
  /** The lowest sample rate: one station just fits. */
  public static final int MIN_RATE = 200_000;

  /** The highest sample rate: what the common USB receivers can do at most. */
  public static final int MAX_RATE = 3_200_000;

  /** The treble's time constant, fixed by the country. */
  public enum Deemphasis {
    /** Europe, Africa, most of Asia, Australia: 50 µs. */
    EUROPE(50e-6),
    /** The Americas, South Korea: 75 µs. */
    AMERICA(75e-6);

    private final double seconds;

    Deemphasis(double seconds) {
      this.seconds = seconds;
    }

    /**
     * The time constant.
     *
     * @return in seconds
     */
    public double seconds() {
      return seconds;
    }
  }

  /**
   * Makes settings.
   *
   * @param sampleRate see above
   * @param offsetHz see above
   * @param deemphasis see above
   * @param stereo see above
   * @param rds see above
   * @throws IllegalArgumentException if the rate is out of range or the station outside the band
   */
  public ReceiverSettings {
    Objects.requireNonNull(deemphasis, "deemphasis");
    if (sampleRate < MIN_RATE || sampleRate > MAX_RATE) {
      throw new IllegalArgumentException(
          "a sample rate of " + sampleRate + " is not within " + MIN_RATE + " to " + MAX_RATE);
    }
    if (!(Math.abs(offsetHz) <= sampleRate / 2.0)) {
      throw new IllegalArgumentException(
          "a station "
              + offsetHz
              + " Hz off the centre is outside the "
              + sampleRate
              + " Hz received");
    }
  }

  /**
   * Stereo with RDS, a station in the centre, 50 µs.
   *
   * @param sampleRate complex samples a second
   * @return the settings
   */
  public static ReceiverSettings at(int sampleRate) {
    return new ReceiverSettings(sampleRate, 0, Deemphasis.EUROPE, true, true);
  }

  /**
   * The same for a station elsewhere in the band.
   *
   * @param offset its place in Hz from the centre
   * @return new settings
   */
  public ReceiverSettings withOffset(double offset) {
    return new ReceiverSettings(sampleRate, offset, deemphasis, stereo, rds);
  }

  /**
   * The same with another de-emphasis.
   *
   * @param other how the station raised the treble
   * @return new settings
   */
  public ReceiverSettings withDeemphasis(Deemphasis other) {
    return new ReceiverSettings(sampleRate, offsetHz, other, stereo, rds);
  }

  /**
   * The same with or without stereo.
   *
   * @param wanted false: always mono
   * @return new settings
   */
  public ReceiverSettings withStereo(boolean wanted) {
    return new ReceiverSettings(sampleRate, offsetHz, deemphasis, wanted, rds);
  }

  /**
   * The same with or without RDS.
   *
   * @param wanted whether to decode it
   * @return new settings
   */
  public ReceiverSettings withRds(boolean wanted) {
    return new ReceiverSettings(sampleRate, offsetHz, deemphasis, stereo, wanted);
  }
}
