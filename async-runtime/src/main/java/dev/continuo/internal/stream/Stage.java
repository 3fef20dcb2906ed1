package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * An operator that makes of each element of one source another one, or drops it, without waiting.
 * Dropping is a loop, however many elements in a row are dropped.
 */
abstract class Stage<S extends @Nullable Object, T extends @Nullable Object> extends Pull<T> {

  /** What {@link #accept} returns to drop an element. */
  static final Object DROPPED = new Object();

  private static final int AWAITS_SOURCE = 1;

  private final Pull<? extends S> source;

  Stage(Pull<? extends S> source) {
    this.source = source;
  }

  /**
   * Takes an element of the source.
   *
   * @return an element, {@link #DROPPED}, or {@link Driver#ENDED} to want no more
   */
  abstract @Nullable Object accept(S element);

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the source only gives elements of S
  final @Nullable Object advance(Driver driver) throws Throwable {
    Object taken = state == STARTED ? pull(source, driver, AWAITS_SOURCE) : driver.result();
    while (taken != Driver.SUSPENDED && taken != Driver.ENDED) {
      Object result = accept((S) taken);
      if (result != DROPPED) {
        return result;
      }
      taken = pull(source, driver, AWAITS_SOURCE);
    }
    return taken;
  }

  @Override
  final void release(Closing closing) {
    closing.add(source);
  }
}
