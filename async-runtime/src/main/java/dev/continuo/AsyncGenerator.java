package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * The lazy result of an {@code @Async} method that emits and awaits: Python's asynchronous
 * generator. Its body runs only while an element is asked for, inside the task that asks: it shares
 * that task's context and cancellation.
 *
 * <pre>{@code
 * @Async static AsyncGenerator<Integer> ticks(Duration every) {
 *   for (int i = 0; ; i++) {
 *     await(sleep(every));
 *     emit(i);
 *   }
 * }
 *
 * for (int i : each(ticks(ofSeconds(1)))) …
 * }</pre>
 *
 * <p>Leaving a loop early does not close a generator: try-with-resources does, or the loop does
 * when nobody holds the generator any more, and at its shutdown. (A generator that its own body can
 * reach, for example because a field of the object whose method it is holds it, is held: it is
 * closed at the shutdown.) Single use, and used by one task at a time: another step while one is
 * under way fails with "asynchronous generator is already running".
 *
 * @param <T> the type of the elements, which may be null
 */
public interface AsyncGenerator<T extends @Nullable Object>
    extends AsyncIterator<T>, AsyncCloseable {

  /**
   * Runs the body up to its next {@code emit}; nothing happens before the result is awaited.
   *
   * @return an awaitable of the element; it fails with {@link StopAsyncIteration} when the body has
   *     ended, and with what the body threw
   */
  @Override
  Awaitable<T> next();

  /**
   * Resumes the body with {@code value} as the result of the {@code emit} where it is suspended.
   *
   * @param value what that emit gives; null for a body that was not started
   * @return an awaitable of the next element; it fails with {@link StopAsyncIteration} when the
   *     body has ended, with IllegalStateException "can't send non-null value to a just-started
   *     async generator", and with what the body threw
   */
  Awaitable<T> send(@Nullable Object value);

  /**
   * Resumes the body with an exception at the {@code emit} where it is suspended; a body that was
   * not started ends with it.
   *
   * @param failure what that emit throws
   * @return an awaitable of the next element, if the body catches the exception and emits again; it
   *     fails with {@link StopAsyncIteration} when the body catches it and ends, or has ended
   *     before
   * @throws NullPointerException if {@code failure} is null
   */
  Awaitable<T> throwInto(Throwable failure);

  /**
   * Ends the body: it sees a {@link GeneratorExit} at the {@code emit} where it is suspended, and
   * may await in its finally blocks. One that was not started never runs; one that has ended is
   * left alone. Cancelling the task that awaits the close cancels what the body awaits, as in any
   * step.
   *
   * @return an awaitable that is done when the body has ended; it fails with what the body or the
   *     close of one of its resources threw instead; with {@link IllegalStateException} "async
   *     generator ignored GeneratorExit" if the body emits again (then the generator is open
   *     still), and "already running" if a step is under way
   */
  @Override
  Awaitable<@Nullable Void> closeAsync();
}
