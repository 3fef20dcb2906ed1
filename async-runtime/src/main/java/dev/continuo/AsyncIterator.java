package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * One iteration over an {@link AsyncIterable}; Python's {@code __anext__}.
 *
 * @param <T> the type of the elements
 */
public interface AsyncIterator<T extends @Nullable Object> extends AsyncIterable<T> {

  /**
   * Asks for the next element.
   *
   * @return an awaitable of the element; after the last it fails with {@link StopAsyncIteration}
   */
  Awaitable<T> next();

  @Override
  default AsyncIterator<T> asyncIterator() {
    return this;
  }
}
