package dev.continuo.internal.stream;

import dev.continuo.AsyncFunction;
import dev.continuo.coroutine.Driver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code filterAsync}: one call of the predicate at a time. */
final class AsyncFilter<T extends @Nullable Object> extends Pull<T> {

  private static final int AWAITS_SOURCE = 1;
  private static final int AWAITS_PREDICATE = 2;

  private final Pull<? extends T> source;
  private final AsyncFunction<? super T, Boolean> predicate;

  /** What the predicate was asked about. */
  private @Nullable Object candidate;

  AsyncFilter(Pull<? extends T> source, AsyncFunction<? super T, Boolean> predicate) {
    this.source = source;
    this.predicate = predicate;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the source only gives elements of T
  @Nullable Object advance(Driver driver) throws Throwable {
    boolean isAnswer = state == AWAITS_PREDICATE;
    Object got = state == STARTED ? pull(source, driver, AWAITS_SOURCE) : driver.result();
    while (got != Driver.SUSPENDED && got != Driver.ENDED) {
      if (!isAnswer) {
        candidate = got;
        got = Call.await(predicate.apply((T) got), driver, this, AWAITS_PREDICATE);
        isAnswer = true;
        continue;
      }
      Object asked = candidate;
      candidate = null;
      if ((Boolean) Objects.requireNonNull(got, "the predicate of filterAsync gave null")) {
        return asked;
      }
      got = pull(source, driver, AWAITS_SOURCE);
      isAnswer = false;
    }
    return got;
  }

  @Override
  void release(Closing closing) {
    closing.add(source);
  }

  @Override
  String operator() {
    return "filterAsync";
  }
}
