package dev.continuo.samples.radio.rds;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the station has told of itself lately. Nothing here is guessed: a character that was not
 * received is {@link #UNKNOWN}, a value that was not received is absent, and what was not renewed
 * for a while (the station faded) goes away. A new station (another PI) and a new connection start
 * empty.
 *
 * @param synced whether blocks are being received now
 * @param pi the programme identification, 0 to 65,535
 * @param pty the programme type, 0 to 31
 * @param ps the name of the station, exactly 8 characters
 * @param radioText the message, up to 64 characters, at the length that the station gave or as long
 *     as what has been received; "" when there is none
 * @param wholeText whether that is all of the message: its end is known, and no character before it
 *     is missing
 * @param trafficProgramme TP: the station brings traffic announcements
 * @param trafficAnnouncement TA: one is on the air now
 * @param music MS: true music, false speech
 * @param clock the clock time, with the local offset, if the station has told it within the last
 *     minute
 * @param alternativeFrequencies in kHz, ascending
 * @param blocks how many blocks were received without an error since the start
 * @param corrected how many needed a correction
 * @param failed how many had errors beyond correction, while in step with the station
 */
public record RdsState(
    boolean synced,
    OptionalInt pi,
    OptionalInt pty,
    String ps,
    String radioText,
    boolean wholeText,
    Optional<Boolean> trafficProgramme,
    Optional<Boolean> trafficAnnouncement,
    Optional<Boolean> music,
    Optional<OffsetDateTime> clock,
    List<Integer> alternativeFrequencies,
    long blocks,
    long corrected,
    long failed) {
  /**
   * Stands for a character that was not received. No station can send it: RDS has no code for it.
   */
  public static final char UNKNOWN = '·';

  /** Nothing received yet. */
  public static final RdsState NONE =
      new RdsState(
          false,
          OptionalInt.empty(),
          OptionalInt.empty(),
          "········",
          "",
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0,
          0,
          0);

  /**
   * Whether all of the station's name was received.
   *
   * @return true if none of its 8 characters is missing
   */
  public boolean wholeName() {
    return ps.indexOf(UNKNOWN) < 0;
  }

  /**
   * The share of blocks that could not be used.
   *
   * @return 0 to 1; 0 before the first block
   */
  public double errorRate() {
    long all = blocks + corrected + failed;
    return all == 0 ? 0 : (double) failed / all;
  }
}
