package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code scan}: the identity first, then one result per element. */
final class Scan<T extends @Nullable Object, R extends @Nullable Object> extends Pull<R> {

  private static final int AWAITS_SOURCE = 1;

  private final Pull<? extends T> source;
  private final BiFunction<? super R, ? super T, ? extends R> accumulator;
  private R result;
  private boolean isFirst = true;

  Scan(
      Pull<? extends T> source,
      R identity,
      BiFunction<? super R, ? super T, ? extends R> accumulator) {
    this.source = source;
    this.result = identity;
    this.accumulator = accumulator;
  }

  @Override
  @SuppressWarnings("unchecked") // the source only gives elements of T
  @Nullable Object advance(Driver driver) throws Throwable {
    if (isFirst) {
      isFirst = false;
      return result;
    }
    Object taken = state == STARTED ? pull(source, driver, AWAITS_SOURCE) : driver.result();
    if (taken == Driver.SUSPENDED || taken == Driver.ENDED) {
      return taken;
    }
    result = accumulator.apply(result, (T) taken);
    return result;
  }

  @Override
  void release(Closing closing) {
    closing.add(source);
  }

  @Override
  String operator() {
    return "scan";
  }
}
