package dev.continuo.internal.stream;

import dev.continuo.Handle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code sample}: the timer is set for the end of the period in which an element came, counted from
 * the start, so that there is no drift and no timer while nothing comes.
 */
final class Sample<T extends @Nullable Object> extends Junction<T> {

  private final Duration period;
  private @Nullable Object latest = NOTHING;
  private @Nullable Object sampled = NOTHING;
  private @Nullable Handle alarm;

  /** The end of a period that is over. */
  private long tick;

  private boolean isStarted;

  Sample(Pull<? extends T> source, Duration period) {
    super(source);
    this.period = period;
  }

  @Override
  @Nullable Object take() {
    if (!isStarted) {
      isStarted = true;
      tick = loop().time();
    }
    Object taken = sampled;
    sampled = NOTHING;
    return taken;
  }

  @Override
  void put(Feeder feeder, @Nullable Object element) {
    latest = element;
    if (alarm == null) {
      long now = loop().time();
      long length = loop().deadline(period) - now;
      tick += (now - tick) / length * length;
      alarm = loop().callAt(tick + length, this::sample);
    }
  }

  private void sample() {
    alarm = null;
    sampled = latest;
    latest = NOTHING;
    wake();
  }

  @Override
  void ended(Feeder feeder, boolean failed) {
    stop();
  }

  @Override
  void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  @Override
  String operator() {
    return "sample";
  }
}
