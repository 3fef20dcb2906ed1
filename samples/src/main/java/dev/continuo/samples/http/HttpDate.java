package dev.continuo.samples.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates as HTTP writes them, and the two old forms that it still reads (RFC 9110, 5.6.7). */
final class HttpDate {

  private static final DateTimeFormatter USUAL = form("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

  private static final List<DateTimeFormatter> READ =
      List.of(USUAL, withShortYear(), form("EEE MMM ppd HH:mm:ss uuuu"));

  private HttpDate() {}

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** RFC 850: the year that is meant is at most 50 years ahead. */
  private static DateTimeFormatter withShortYear() {
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, Year.now(ZoneOffset.UTC).getValue() - 49)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH);
  }

  static String format(Instant time) {
    return USUAL.format(time.atOffset(ZoneOffset.UTC));
  }

  /** The time, or null if it is no date: then the condition does not count. */
  static @Nullable Instant parse(@Nullable String date) {
    if (date == null) {
      return null;
    }
    for (DateTimeFormatter each : READ) {
      try {
        return LocalDateTime.parse(date, each).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        // perhaps it is the next form
      }
    }
    return null;
  }
}
