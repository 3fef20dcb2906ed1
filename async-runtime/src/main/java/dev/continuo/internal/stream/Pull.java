package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.GeneratorFrame;
import org.jspecify.annotations.Nullable;

/**
 * One iteration over the elements of an operator or source, without an object per element: asking
 * for an element runs this same frame again.
 *
 * <pre>
 *   NEW ──{@link Call#pull}──▶ STARTED ──element──▶ NEW …
 *                               │  ▲
 *                               ▼  │ resumed
 *                           a suspension point
 * </pre>
 *
 * <p>It is a generator to the driver: that leaves the state of one that has given an element alone.
 * After {@link Driver#ENDED} or a failure it is not asked again.
 *
 * @param <T> the type of the elements
 */
abstract class Pull<T extends @Nullable Object> extends GeneratorFrame<T> {

  /** Starts an iteration over {@code source}. */
  @SuppressWarnings("unchecked") // an iterable only gives elements of T
  static <T extends @Nullable Object> Pull<T> of(AsyncIterable<? extends T> source) {
    return source instanceof Pipeline<?> known
        ? (Pull<T>) known.start()
        : new Foreign<>(source.asyncIterator());
  }

  /**
   * Goes on: asks for an element if {@code state} is STARTED, else takes what the suspension point
   * has waited for from {@link Driver#result}.
   *
   * @return an element, {@link Driver#ENDED} or {@link Driver#SUSPENDED}
   */
  abstract @Nullable Object advance(Driver driver) throws Throwable;

  /** Says what is still open; called at most once more after that, and then says nothing. */
  abstract void release(Closing closing) throws Throwable;

  /** The method of AsyncIterable that users see in traces. */
  abstract String operator();

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    Object result = advance(driver);
    if (result != Driver.SUSPENDED) {
      state = NEW;
    }
    return result;
  }

  /** {@link Call#pull} with this as the caller. */
  final @Nullable Object pull(Pull<?> source, Driver driver, int point) throws Throwable {
    return Call.pull(source, driver, this, point);
  }

  @Override
  protected final String metadata() {
    return Call.metadata(operator());
  }
}
