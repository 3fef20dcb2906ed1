package dev.continuo.sync;

/**
 * What {@link AsyncLock#acquire} and {@link AsyncSemaphore#acquire} give: closing it gives the lock
 * or permit back.
 *
 * <pre>{@code
 * try (var held = await(lock.acquire())) {
 *   await(account.update());
 * }
 * }</pre>
 *
 * <p>It may be ignored; then {@code release()} of the lock or semaphore is to be called. Used by
 * the thread of the loop.
 */
public interface Permit extends AutoCloseable {

  /**
   * Gives the lock or permit back. Closing it again does nothing.
   *
   * @throws IllegalStateException if it was given back by {@code release()} already, and nobody has
   *     taken it since
   */
  @Override
  void close();
}
