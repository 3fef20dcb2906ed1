package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** {@code take}: does not ask the source for more than it gives. */
final class Take<T extends @Nullable Object> extends Pull<T> {

  private static final int AWAITS_SOURCE = 1;

  private final Pull<? extends T> source;
  private long left;

  Take(Pull<? extends T> source, long count) {
    this.source = source;
    this.left = count;
  }

  @Override
  @Nullable Object advance(Driver driver) throws Throwable {
    if (state != STARTED) {
      return driver.result();
    }
    if (left == 0) {
      return Driver.ENDED;
    }
    left--;
    return pull(source, driver, AWAITS_SOURCE);
  }

  @Override
  void release(Closing closing) {
    closing.add(source);
  }

  @Override
  String operator() {
    return "take";
  }
}
