package dev.continuo.internal.stream;

import dev.continuo.AsyncFunction;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/** {@code mapAsync}: one call of the function at a time. */
final class AsyncMapping<S extends @Nullable Object, T extends @Nullable Object> extends Pull<T> {

  private static final int AWAITS_SOURCE = 1;
  private static final int AWAITS_FUNCTION = 2;

  private final Pull<? extends S> source;
  private final AsyncFunction<? super S, ? extends T> function;

  AsyncMapping(Pull<? extends S> source, AsyncFunction<? super S, ? extends T> function) {
    this.source = source;
    this.function = function;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the source only gives elements of S
  @Nullable Object advance(Driver driver) throws Throwable {
    Object taken = state == STARTED ? pull(source, driver, AWAITS_SOURCE) : driver.result();
    if (state == AWAITS_FUNCTION || taken == Driver.SUSPENDED || taken == Driver.ENDED) {
      return taken;
    }
    return Call.await(function.apply((S) taken), driver, this, AWAITS_FUNCTION);
  }

  @Override
  void release(Closing closing) {
    closing.add(source);
  }

  @Override
  String operator() {
    return "mapAsync";
  }
}
