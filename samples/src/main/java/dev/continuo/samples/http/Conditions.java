package dev.continuo.samples.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a file this is, and whether the client wants it (RFC 9110, 13).
 *
 * @param tag the entity tag, with its quotes; strong
 * @param modified when the file was changed, in whole seconds
 */
record Conditions(String tag, Instant modified) {

  private static final Pattern TAG = Pattern.compile("(W/)?(\"[!#-~\u0080-\u00ff]*\")");

  static final int HOLD = 0;

  /** Those of a file; its tag changes with each nanosecond and byte of length. */
  static Conditions of(Instant modified, long size) {
    long nanos = modified.getEpochSecond() * 1_000_000_000 + modified.getNano();
    String tag = "\"" + Long.toHexString(nanos) + "-" + Long.toHexString(size) + "\"";
    return new Conditions(tag, modified.truncatedTo(ChronoUnit.SECONDS));
  }

  /** {@link #HOLD}, or the status of the answer: in the order of RFC 9110, 13.2.2. */
  int check(Headers headers) {
    String match = headers.get("If-Match");
    Instant unmodified = HttpDate.parse(headers.get("If-Unmodified-Since"));
    if (match != null ? !contains(match, true) : isAfter(unmodified)) {
      return 412;
    }
    String noneMatch = headers.get("If-None-Match");
    Instant since = HttpDate.parse(headers.get("If-Modified-Since"));
    if (noneMatch != null ? contains(noneMatch, false) : since != null && !isAfter(since)) {
      return 304;
    }
    return HOLD;
  }

  private boolean isAfter(@Nullable Instant time) {
    return time != null && modified.isAfter(time);
  }

  /** Whether a Range counts: If-Range must name this version for sure (13.1.5). */
  boolean rangeCounts(Headers headers, Instant now) {
    String wanted = headers.get("If-Range");
    if (wanted == null || wanted.equals(tag)) {
      return true;
    }
    // The file could have been changed twice in the second that is just over.
    return modified.equals(HttpDate.parse(wanted)) && modified.isBefore(now.minusSeconds(1));
  }

  private boolean contains(String tags, boolean strongly) {
    if (tags.equals("*")) {
      return true;
    }
    Matcher each = TAG.matcher(tags);
    while (each.find()) {
      if (each.group(2).equals(tag) && !(strongly && each.group(1) != null)) {
        return true;
      }
    }
    return false;
  }
}
