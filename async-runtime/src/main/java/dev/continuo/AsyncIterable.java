package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * Something to loop over with {@code for (T x : each(source))}; Python's {@code __aiter__}.
 *
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface AsyncIterable<T extends @Nullable Object> {

  /**
   * Starts an iteration.
   *
   * @return the iterator
   */
  AsyncIterator<T> asyncIterator();
}
