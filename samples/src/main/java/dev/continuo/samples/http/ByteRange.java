package dev.continuo.samples.http;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file.
 *
 * @param first its first byte, counted from 0
 * @param last its last byte, no less than the first
 */
record ByteRange(long first, long last) {

  /** More of them are an attack rather than a download (RFC 9110, 14.2). */
  private static final int MOST = 32;

  private static final Pattern ONE = Pattern.compile("(\\d{0,18})-(\\d{0,18})");

  long length() {
    return last - first + 1;
  }

  String contentRange(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * The parts that a Range asks for: null if it does not count, because it has another form, or
   * asks for so many parts, or for more than the whole; none if the file has nothing of it.
   *
   * @param header such as {@code bytes=0-99, -20}
   * @param size of the file
   */
  static @Nullable List<ByteRange> parse(String header, long size) {
    if (!header.regionMatches(true, 0, "bytes=", 0, 6)) {
      return null;
    }
    List<ByteRange> ranges = new ArrayList<>();
    String[] all = header.substring(6).split(",", -1);
    long total = 0;
    for (String each : all) {
      Matcher matcher = ONE.matcher(each.strip());
      if (!matcher.matches() || each.strip().equals("-") || all.length > MOST) {
        return null;
      }
      String from = matcher.group(1);
      String to = matcher.group(2);
      if (!from.isEmpty() && !to.isEmpty() && Long.parseLong(to) < Long.parseLong(from)) {
        return null;
      }
      ByteRange range = of(from, to, size);
      if (range != null) {
        ranges.add(range);
        total += range.length();
      }
    }
    return ranges.size() > 1 && total > size ? null : ranges;
  }

  private static @Nullable ByteRange of(String from, String to, long size) {
    long first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
    long last = from.isEmpty() || to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
    return first <= last ? new ByteRange(first, last) : null;
  }
}
