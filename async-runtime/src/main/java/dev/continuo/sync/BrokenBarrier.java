package dev.continuo.sync;

/**
 * An {@link AsyncBarrier} was aborted or reset while a coroutine waited there, or is broken
 * (asyncio's {@code BrokenBarrierError}).
 */
public final class BrokenBarrier extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message which barrier
   */
  public BrokenBarrier(String message) {
    super(message);
  }
}
