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
   * What try-with-resources calls; the transformer replaces the call.
   *
   * @throws NotTransformedError in code that was not transformed
   */
  @Override
  default void close() {
    throw new NotTransformedError("the close() of an AsyncCloseable");
  }
}
