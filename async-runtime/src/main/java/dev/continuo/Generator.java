package dev.continuo;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lazy result of an {@code @Async} method that emits: Python's generator. The body runs only
 * while an element is asked for, on the thread that asks; it needs no event loop and may not await.
 *
 * <pre>{@code
 * @Async static Generator<Integer> countdown(int from) {
 *   for (int i = from; i > 0; i--) {
 *     emit(i);
 *   }
 *   return done();
 * }
 *
 * for (int i : countdown(3)) …              // 3, 2, 1
 * }</pre>
 *
 * <p>What the body throws is thrown, as it is, by the call that asked for the element, even a
 * checked exception; then the generator has ended. Leaving a loop early does not close a generator:
 * try-with-resources does. Not thread-safe, single use: {@link #iterator} returns the generator
 * itself.
 *
 * @param <T> the type of the elements, which may be null
 */
@SuppressWarnings("IterableAndIterator") // as Python's: a generator is its own iterator
public interface Generator<T extends @Nullable Object>
    extends Iterator<T>, Iterable<T>, AutoCloseable {

  /**
   * Runs the body up to its next {@code emit}, unless that was done already.
   *
   * @return false if the body ended
   * @throws IllegalStateException "generator already executing", if the body itself asks
   */
  @Override
  boolean hasNext();

  /**
   * The next element.
   *
   * @return what the body emitted, which may be null
   * @throws java.util.NoSuchElementException if the body ended
   * @throws IllegalStateException "generator already executing", if the body itself asks
   */
  @Override
  T next();

  /**
   * Resumes the body with {@code value} as the result of the {@code emit} where it is suspended.
   *
   * @param value what that emit gives; null for a body that was not started
   * @return the next element
   * @throws java.util.NoSuchElementException if the body ended
   * @throws IllegalStateException "can't send non-null value to a just-started generator"; or if
   *     {@link #hasNext} has found an element that was not taken yet
   */
  T send(@Nullable Object value);

  /**
   * Resumes the body with an exception at the {@code emit} where it is suspended, or ends one that
   * was not started with it.
   *
   * @param failure what that emit throws
   * @return the next element, if the body caught the exception and emits again
   * @throws java.util.NoSuchElementException if the body caught the exception and ended; one that
   *     had ended before throws {@code failure}
   * @throws NullPointerException if {@code failure} is null
   * @throws IllegalStateException if {@link #hasNext} has found an element that was not taken yet
   */
  T throwInto(Throwable failure);

  /**
   * Ends the body: it sees a {@link GeneratorExit} at the {@code emit} where it is suspended, so
   * that its finally blocks run. One that was not started will never run; one that ended is left
   * alone. What the body throws instead, or the close of one of its resources, is thrown, even a
   * checked exception.
   *
   * @throws IllegalStateException "generator ignored GeneratorExit", if the body emits again (then
   *     the generator is open still); "generator already executing", if the body itself calls this
   */
  @Override
  void close();

  /**
   * The elements that are left as a sequential stream; closing the stream closes the generator.
   *
   * @return a stream that runs the body as it is consumed
   */
  Stream<T> stream();

  /**
   * This generator: it can be iterated over once.
   *
   * @return this
   */
  @Override
  default Iterator<T> iterator() {
    return this;
  }
}
