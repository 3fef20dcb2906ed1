package dev.continuo.samples.radio.station.rds;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a station tells of itself. Immutable; each method gives a changed copy.
 *
 * @param pi the programme identification, 0 to 0xffff
 * @param pty the programme type, 0 (none) to 31; 10 is pop music
 * @param ps the name, at most 8 characters
 * @param radioText a message, at most 64 characters; "" for none
 * @param trafficProgramme TP
 * @param trafficAnnouncement TA
 * @param music MS: true music, false speech
 * @param alternativeFrequencies where else it is heard, in kHz: 87,600 to 107,900 in steps of 100
 * @param clock the time that it sends, with the clock's zone; null for none
 */
public record RdsSettings(
    int pi,
    int pty,
    String ps,
    String radioText,
    boolean trafficProgramme,
    boolean trafficAnnouncement,
    boolean music,
    List<Integer> alternativeFrequencies,
    @Nullable Clock clock) {

  /** A station with a name and a text, and no clock. */
  public static final RdsSettings DEFAULT =
      new RdsSettings(
          0xd3c5,
          10,
          "CONTINUO",
          "Async for, on the air: every sample of this was awaited",
          false,
          false,
          true,
          List.of(),
          null);

  private static final int PS_LENGTH = 8;
  private static final int TEXT_LENGTH = 64;

  /**
   * Makes settings.
   *
   * @param pi see above
   * @param pty see above
   * @param ps see above
   * @param radioText see above
   * @param trafficProgramme see above
   * @param trafficAnnouncement see above
   * @param music see above
   * @param alternativeFrequencies see above
   * @param clock see above
   * @throws IllegalArgumentException if a number is out of range, a text too long, or has a
   *     character that RDS has no code for
   */
  public RdsSettings {
    if (pi < 0 || pi > 0xffff || pty < 0 || pty > 31) {
      throw new IllegalArgumentException("PI " + pi + ", PTY " + pty + ": 16 bits and 5 bits");
    }
    if (ps.length() > PS_LENGTH) {
      throw new IllegalArgumentException("the name \"" + ps + "\" has more than 8 characters");
    }
    if (radioText.length() > TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "the text \"" + radioText + "\" has more than 64 characters");
    }
    RdsText.codes(ps);
    RdsText.codes(radioText);
    alternativeFrequencies = List.copyOf(alternativeFrequencies);
    for (int kilohertz : alternativeFrequencies) {
      if (kilohertz < 87_600 || kilohertz > 107_900 || kilohertz % 100 != 0) {
        throw new IllegalArgumentException(kilohertz + " kHz is no alternative frequency");
      }
    }
    if (alternativeFrequencies.size() > 25) {
      throw new IllegalArgumentException("more than 25 alternative frequencies");
    }
  }

  /**
   * Another name.
   *
   * @param name at most 8 characters
   * @return a copy
   */
  public RdsSettings withPs(String name) {
    return new RdsSettings(
        pi,
        pty,
        name,
        radioText,
        trafficProgramme,
        trafficAnnouncement,
        music,
        alternativeFrequencies,
        clock);
  }

  /**
   * Another message.
   *
   * @param text at most 64 characters
   * @return a copy
   */
  public RdsSettings withRadioText(String text) {
    return new RdsSettings(
        pi,
        pty,
        ps,
        text,
        trafficProgramme,
        trafficAnnouncement,
        music,
        alternativeFrequencies,
        clock);
  }

  /**
   * Another identification.
   *
   * @param identification 16 bits
   * @param type 0 to 31
   * @return a copy
   */
  public RdsSettings withProgramme(int identification, int type) {
    return new RdsSettings(
        identification,
        type,
        ps,
        radioText,
        trafficProgramme,
        trafficAnnouncement,
        music,
        alternativeFrequencies,
        clock);
  }

  /**
   * With a clock.
   *
   * @param time what it sends at every full minute
   * @return a copy
   */
  public RdsSettings withClock(Clock time) {
    return new RdsSettings(
        pi,
        pty,
        ps,
        radioText,
        trafficProgramme,
        trafficAnnouncement,
        music,
        alternativeFrequencies,
        time);
  }

  /**
   * With other frequencies.
   *
   * @param kilohertz where else it is heard
   * @return a copy
   */
  public RdsSettings withAlternativeFrequencies(List<Integer> kilohertz) {
    return new RdsSettings(
        pi, pty, ps, radioText, trafficProgramme, trafficAnnouncement, music, kilohertz, clock);
  }
}
