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
   * Closes the resource. A second close must do nothing: the runtime may close what a program has
   * closed already. Cancelling the task that awaits the close cancels what the close awaits; it
   * should still leave the resource closed.
   *
   * @return an awaitable that is done when the resource is closed. What it fails with is thrown at
   *     the end of the block; or suppressed by the exception that leaves the block, as in
   *     try-with-resources, unless it is a CancelledError: that leaves the block, with the
   *     exception as its cause
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
