package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * A function that may await: a lambda of this type is transformed like an {@code @Async} method,
 * and may throw checked exceptions.
 *
 * <pre>{@code
 * AsyncFunction<URI, String> body = uri -> value(await(download(uri)).trim());
 * uris.mapAsync(this::download)            // a method that returns a coroutine fits, too
 * }</pre>
 *
 * @param <T> the type of the argument, which may be null
 * @param <R> the type of the result, which may be null
 */
@FunctionalInterface
public interface AsyncFunction<T extends @Nullable Object, R extends @Nullable Object> {

  /**
   * Makes the coroutine.
   *
   * @param argument what it works on
   * @return a new coroutine
   * @throws Exception if it cannot be made; a transformed lambda throws through the coroutine
   */
  Coroutine<R> apply(T argument) throws Exception;
}
