package dev.continuo.samples.radio.source;

import dev.continuo.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * When samples are due, by the loop's clock, counted from the first one, so that no error adds up.
 */
final class Pace {

  private static final Duration TOO_LATE = Duration.ofSeconds(1);

  private final int rate;
  private final Consumer<String> report;
  private long start = EventLoop.running().time();
  private long samples;

  /** Begins now. */
  Pace(int rate, Consumer<String> report) {
    this.rate = rate;
    this.report = report;
  }

  /** Samples a second. */
  int rate() {
    return rate;
  }

  /** How long to wait until so many more samples would have come from a receiver. */
  Duration untilEndOf(int more) {
    samples += more;
    long now = EventLoop.running().time();
    long due = start + (long) (samples * 1e9 / rate);
    if (now - due > TOO_LATE.toNanos()) {
      report.accept("this machine is too slow for " + rate + " samples a second");
      start += now - due;
    }
    return Duration.ofNanos(due - now);
  }
}
