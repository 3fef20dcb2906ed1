package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * Something that an {@code @Async} method can await: a coroutine, a future, a task, or an object of
 * yours.
 *
 * <pre>{@code
 * final class Ticket implements Awaitable<String> {
 *   public Awaitable<String> asAwaitable() {
 *     return printTicket();          // any coroutine or future: it is awaited in this object's place
 *   }
 * }
 * ...
 * String text = await(new Ticket());
 * }</pre>
 *
 * <p>This is Python's {@code __await__}: the one method says what is really awaited. {@link
 * Coroutine}, {@link AsyncFuture} and {@link Task} return themselves and are known to the runtime;
 * every other awaitable is asked once per {@code await}, on the thread that awaits, and its answer
 * is asked in turn until it is one of those.
 *
 * @param <T> the type of the result, which may be null
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {

  /**
   * Returns what is awaited in place of this object.
   *
   * @return a coroutine, a future or another awaitable; never null, and never this object unless it
   *     is one of the runtime's own kinds (that fails the await with {@link IllegalStateException})
   */
  Awaitable<? extends T> asAwaitable();
}
