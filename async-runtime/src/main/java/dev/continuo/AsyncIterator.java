package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * One iteration over an {@link AsyncIterable}; Python's {@code __anext__}.
 *
 * <pre>{@code
 * final class Countdown implements AsyncIterator<Integer> {
 *   private int next = 3;
 *
 *   @Async
 *   @Override
 *   public Coroutine<Integer> next() {
 *     if (next == 0) {
 *       throw new StopAsyncIteration();
 *     }
 *     await(sleep(ofSeconds(1)));
 *     return value(next--);
 *   }
 * }
 *
 * for (int i : each(new Countdown())) …
 * }</pre>
 *
 * <p>Asked for one element at a time, by one task: the next call comes after the awaitable of the
 * one before is done, and none comes after the end. What it awaits is cancelled with the task that
 * asks. One that holds something open implements {@link AsyncCloseable} too: operators close it
 * when they stop before its end, a loop does not.
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
