package dev.continuo.samples.radio.station.rds;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a station, one after the other, 11.4 in a second: name (0A) and text (2A) in turn,
 * and the time (4A) at each full minute of what the station has sent.
 */
public final class RdsScript {

  /** How long a group takes. */
  static final Duration GROUP = Duration.ofNanos((long) (RdsGroup.BITS / 1187.5 * 1e9));

  private static final int NO_FREQUENCY = 0xe0cd; // "none follow", filler
  private static final int FILLER = 0xcd;
  private static final int NONE_FOLLOW = 0xe0;
  private static final int TEXT_END = 0x0d;

  private final RdsSettings settings;
  private final int[] name;
  private final int[] text;
  private final @Nullable Instant start;
  private long groups;
  private int nameSegment;
  private int textSegment;
  private int frequencyPair;
  private boolean textIsDue;

  /**
   * The script of a station that goes on the air now.
   *
   * @param settings what it tells
   */
  public RdsScript(RdsSettings settings) {
    this.settings = settings;
    this.name = RdsText.codes((settings.ps() + " ".repeat(8)).substring(0, 8));
    this.text = withEnd(RdsText.codes(settings.radioText()));
    Clock clock = settings.clock();
    this.start = clock == null ? null : clock.instant();
  }

  /** A text shorter than 64 characters ends with a carriage return; it is sent in fours. */
  private static int[] withEnd(int[] codes) {
    int length = codes.length == 0 || codes.length == 64 ? codes.length : codes.length / 4 * 4 + 4;
    int[] padded = new int[length];
    for (int i = 0; i < length; i++) {
      padded[i] = i < codes.length ? codes[i] : i == codes.length ? TEXT_END : ' ';
    }
    return padded;
  }

  /**
   * The next group.
   *
   * @return what is sent next
   */
  public RdsGroup next() {
    OffsetDateTime minute = minuteThatBegins();
    groups++;
    if (minute != null) {
      return time(minute);
    }
    textIsDue = !textIsDue;
    return textIsDue || text.length == 0 ? name() : text();
  }

  private int head(int type, int five) {
    int tp = settings.trafficProgramme() ? 1 : 0;
    return (type << 12) | (tp << 10) | (settings.pty() << 5) | five;
  }

  /** 0A: two characters of the name, two alternative frequencies, a bit of the decoder's state. */
  private RdsGroup name() {
    int segment = nameSegment;
    nameSegment = (segment + 1) % 4;
    int stereo = segment == 3 ? 1 : 0;
    int five =
        (settings.trafficAnnouncement() ? 1 << 4 : 0)
            | (settings.music() ? 1 << 3 : 0)
            | (stereo << 2)
            | segment;
    int characters = (name[2 * segment] << 8) | name[2 * segment + 1];
    return new RdsGroup(settings.pi(), head(0, five), frequencies(), characters);
  }

  /** Method A: how many follow and the first, then two at a time. */
  private int frequencies() {
    List<Integer> list = settings.alternativeFrequencies();
    if (list.isEmpty()) {
      return NO_FREQUENCY;
    }
    int at = 2 * frequencyPair - 1;
    frequencyPair = at + 2 < list.size() ? frequencyPair + 1 : 0;
    int first = at < 0 ? NONE_FOLLOW + list.size() : code(list.get(at));
    int second = at + 1 < list.size() ? code(list.get(at + 1)) : FILLER;
    return (first << 8) | second;
  }

  private static int code(int kilohertz) {
    return (kilohertz - 87_500) / 100;
  }

  /** 2A: four characters of the text. */
  private RdsGroup text() {
    int at = 4 * textSegment;
    RdsGroup group =
        new RdsGroup(
            settings.pi(),
            head(2, textSegment),
            (text[at] << 8) | text[at + 1],
            (text[at + 2] << 8) | text[at + 3]);
    textSegment = at + 4 < text.length ? textSegment + 1 : 0;
    return group;
  }

  /** The minute that begins while the next group is sent, if one does. */
  private @Nullable OffsetDateTime minuteThatBegins() {
    if (start == null || settings.clock() == null) {
      return null;
    }
    Instant from = start.plus(GROUP.multipliedBy(groups));
    Instant minute = from.plus(GROUP).truncatedTo(ChronoUnit.MINUTES);
    return minute.isAfter(from)
        ? minute.atZone(settings.clock().getZone()).toOffsetDateTime()
        : null;
  }

  /** 4A: the modified Julian day and the time in UTC, and the local offset in half hours. */
  private RdsGroup time(OffsetDateTime local) {
    OffsetDateTime utc = local.withOffsetSameInstant(ZoneOffset.UTC);
    int day = (int) utc.getLong(JulianFields.MODIFIED_JULIAN_DAY);
    int halfHours = local.getOffset().getTotalSeconds() / 1800;
    int offset = Math.abs(halfHours) | (halfHours < 0 ? 1 << 5 : 0);
    return new RdsGroup(
        settings.pi(),
        head(4, (day >> 15) & 3),
        ((day & 0x7fff) << 1) | (utc.getHour() >> 4),
        ((utc.getHour() & 15) << 12) | (utc.getMinute() << 6) | offset);
  }
}
