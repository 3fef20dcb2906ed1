package dev.continuo.samples.radio.rds;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The date and time of group 4A: IEC 62106, clause 6.2.4. UTC, with the local offset beside it.
 *
 * <pre>
 *   block B  ···············dd   block C  dddddddddddddddh   block D  hhhhmmmmmm±ooooo
 *   d modified Julian day, h hour, m minute, o local offset in half hours
 * </pre>
 */
final class ClockTime {
  /** The modified Julian day of 1 January 1970. */
  private static final int EPOCH = 40_587;

  private ClockTime() {}

  /** The local time; nothing if the blocks do not hold a time of day. */
  static Optional<OffsetDateTime> parse(int b, int c, int d) {
    int day = (b & 3) << 15 | c >> 1;
    int hour = (c & 1) << 4 | d >> 12;
    int minute = d >> 6 & 0x3f;
    int halfHours = (d & 0x20) == 0 ? d & 0x1f : -(d & 0x1f);
    if (hour > 23 || minute > 59 || Math.abs(halfHours) > 28 || day == 0) {
      return Optional.empty();
    }
    return Optional.of(
        LocalDate.ofEpochDay(day - EPOCH)
            .atTime(hour, minute)
            .atOffset(ZoneOffset.UTC)
            .withOffsetSameInstant(ZoneOffset.ofTotalSeconds(halfHours * 1_800)));
  }
}
