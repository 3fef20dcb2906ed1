package dev.continuo.samples.radio.source;

import java.time.Duration;

/**
 * What to do when a receiver is gone: how often to try again, and how long to wait before. The
 * waits double from the first to the longest; the count begins again once samples came.
 *
 * @param attempts how often in a row; 0 for never
 * @param first the first wait
 * @param longest the longest wait
 */
public record Reconnect(int attempts, Duration first, Duration longest) {

  /** A lost connection ends the stream with its error. */
  public static final Reconnect NEVER = new Reconnect(0, Duration.ZERO, Duration.ZERO);

  /** Ten attempts after half a second, a second, … at most ten. */
  public static final Reconnect PATIENT =
      new Reconnect(10, Duration.ofMillis(500), Duration.ofSeconds(10));

  /**
   * How long to wait before an attempt.
   *
   * @param attempt counted from 0
   * @return the wait
   */
  public Duration before(int attempt) {
    Duration wait = first.multipliedBy(1L << Math.min(attempt, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
