package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * A part of a method that decides what leaves it: a {@link Timeout}, a {@link TaskGroup}. Where a
 * try-with-resources of an {@code @Async} method is left by an exception, the scope sees that
 * exception and may have another one thrown in its place; it cannot swallow one, as Java has no
 * place to continue at.
 *
 * <pre>{@code
 * try (var limit = timeout(ofSeconds(10))) {
 *   await(longOperation());
 * } catch (DeadlineExceededException e) {      // what the scope made of its CancelledError
 *   System.out.println("timed out");
 * }
 * }</pre>
 */
public interface AsyncScope extends AsyncCloseable {

  /**
   * Leaves the scope. Called once, by the task that entered it.
   *
   * @param pending the exception that leaves the block, or null if it ends normally
   * @return an awaitable of what is to be thrown: {@code pending}, another exception, or null if
   *     there is nothing to throw; null while an exception is pending means that one
   */
  Awaitable<@Nullable Throwable> exit(@Nullable Throwable pending);

  /**
   * Leaves the scope normally, and throws what {@link #exit} gives.
   *
   * @return an awaitable that is done when the scope has ended
   */
  @Override
  default Awaitable<@Nullable Void> closeAsync() {
    return Continuo.closing(this);
  }
}
