package dev.continuo.internal.stream;

import dev.continuo.Handle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code debounce}: one timer at a time, which looks when it fires whether there was another
 * element meanwhile.
 *
 * <pre>
 *   element ──▶ latest ──quiet for the time, or the source ends──▶ settled ──▶ the consumer
 * </pre>
 */
final class Debounce<T extends @Nullable Object> extends Junction<T> {

  private final Duration quiet;
  private @Nullable Object latest = NOTHING;
  private @Nullable Object settled = NOTHING;
  private long settlesAt;
  private @Nullable Handle alarm;

  Debounce(Pull<? extends T> source, Duration quiet) {
    super(source);
    this.quiet = quiet;
  }

  @Override
  @Nullable Object take() {
    Object taken = settled;
    settled = NOTHING;
    return taken;
  }

  @Override
  void put(Feeder feeder, @Nullable Object element) {
    latest = element;
    settlesAt = loop().deadline(quiet);
    if (alarm == null) {
      alarm = loop().callAt(settlesAt, this::alarm);
    }
  }

  private void alarm() {
    alarm = null;
    if (loop().time() < settlesAt) {
      alarm = loop().callAt(settlesAt, this::alarm);
    } else {
      settle();
    }
  }

  private void settle() {
    if (latest != NOTHING) {
      settled = latest;
      latest = NOTHING;
      wake();
    }
  }

  @Override
  void ended(Feeder feeder, boolean failed) {
    stop();
    if (!failed) {
      settle();
    }
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
    return "debounce";
  }
}
