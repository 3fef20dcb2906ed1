package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import dev.continuo.coroutine.Driver;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code zip}: asks the first source, then the second. */
final class Zip<A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
    extends Pull<T> {

  private static final int AWAITS_FIRST = 1;
  private static final int AWAITS_SECOND = 2;

  private final Pull<? extends A> first;
  private final AsyncIterable<? extends B> seconds;

  /** The iteration over {@code seconds}, which starts when its first element is asked for. */
  private @Nullable Pull<? extends B> second;

  private final BiFunction<? super A, ? super B, ? extends T> combiner;

  /** The element of the first source while the second is asked. */
  private @Nullable Object pending;

  Zip(
      Pull<? extends A> first,
      AsyncIterable<? extends B> seconds,
      BiFunction<? super A, ? super B, ? extends T> combiner) {
    this.first = first;
    this.seconds = seconds;
    this.combiner = combiner;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the sources only give elements of A and B
  @Nullable Object advance(Driver driver) throws Throwable {
    boolean isSecond = state == AWAITS_SECOND;
    Object got = state == STARTED ? pull(first, driver, AWAITS_FIRST) : driver.result();
    if (!isSecond && got != Driver.SUSPENDED && got != Driver.ENDED) {
      pending = got;
      if (second == null) {
        second = Pull.of(seconds);
      }
      got = pull(second, driver, AWAITS_SECOND);
    }
    if (got == Driver.SUSPENDED || got == Driver.ENDED) {
      return got;
    }
    Object a = pending;
    pending = null;
    return combiner.apply((A) a, (B) got);
  }

  @Override
  void release(Closing closing) {
    closing.add(first);
    if (second != null) {
      closing.add(second);
    }
  }

  @Override
  String operator() {
    return "zip";
  }
}
