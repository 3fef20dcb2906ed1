package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * A resource whose closing has to wait; Python's asynchronous context manager. In an {@code @Async}
 * method every close of one, that of a try-with-resources and an explicit one, is awaited.
 *
 * <pre>{@code
 * try (var connection = await(connect(host))) {
 *   await(connection.send(message));
 * }                                          // await(connection.closeAsync()) on every path
 * }</pre>
 */
@FunctionalInterface
public interface AsyncCloseable extends AutoCloseable {

  /**
   * Closes the resource. To be awaited once; a second close should do nothing.
   *
   * @return an awaitable that is done when the resource is closed
   */
  Awaitable<@Nullable Void> closeAsync();

  /**
   * What try-with-resources calls; in an {@code @Async} method the transformer replaces the call,
   * also where the static type is only AutoCloseable.
   *
   * @throws NotTransformedError in code that was not transformed, a library's for example, and in a
   *     synchronous generator
   */
  @Override
  default void close() {
    throw new NotTransformedError(
        "the close() of an AsyncCloseable, which has to be awaited (await(resource.closeAsync()) does"
            + " the same),");
  }
}
