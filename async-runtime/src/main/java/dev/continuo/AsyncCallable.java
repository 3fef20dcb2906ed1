package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * A body that may await: a lambda of this type is transformed like an {@code @Async} method.
 *
 * <pre>{@code
 * AsyncCallable<String> body = () -> value(await(download(uri)).trim());
 * }</pre>
 *
 * @param <T> the type of the result, which may be null
 */
@FunctionalInterface
public interface AsyncCallable<T extends @Nullable Object> {

  /**
   * Makes the coroutine.
   *
   * @return a new coroutine
   * @throws Exception if it cannot be made; a transformed lambda throws through the coroutine
   */
  Coroutine<T> call() throws Exception;
}
