package dev.continuo.sync;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.internal.sync.PermitCore;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, of which every coroutine in a part of the program takes one: at most so many
 * are in it at a time. asyncio's {@code Semaphore} and {@code BoundedSemaphore}.
 *
 * <pre>{@code
 * private final AsyncSemaphore connections = AsyncSemaphore.bounded(10);
 *
 * @Async Coroutine<Page> fetch(URI uri) {
 *   try (var permit = await(connections.acquire())) {
 *     return value(await(download(uri)));
 *   }
 * }
 * }</pre>
 *
 * <p>Who waits gets a permit first come, first served; one that comes while others wait queues
 * behind them. A coroutine that is cancelled while it waits takes none, and hands its turn on.
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait; a coroutine of another loop that would have to wait gets an IllegalStateException.
 */
public final class AsyncSemaphore {

  static {
    Cores.register();
  }

  final PermitCore core;
  private final boolean bounded;

  /**
   * Makes a semaphore whose permits may grow: {@link #release} may be called more often than {@link
   * #acquire}.
   *
   * @param permits how many there are at first, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public AsyncSemaphore(int permits) {
    this(permits, false);
  }

  private AsyncSemaphore(int permits, boolean bounded) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits is " + permits + ", must be at least 0");
    }
    this.bounded = bounded;
    this.core =
        new PermitCore(this, "sync.AsyncSemaphore", permits, bounded ? permits : Integer.MAX_VALUE);
  }

  /**
   * A semaphore that never has more permits than at first: releasing too often is an error.
   *
   * @param permits how many there are, at least 0
   * @return a semaphore of which nothing is taken
   * @throws IllegalArgumentException if it is negative
   */
  public static AsyncSemaphore bounded(int permits) {
    return new AsyncSemaphore(permits, true);
  }

  /**
   * Takes a permit, and waits for one first while there is none.
   *
   * @return a lazy coroutine of the permit, which is given back when it is closed; it may be
   *     ignored where {@link #release()} is called
   */
  public Coroutine<Permit> acquire() {
    return core.acquire();
  }

  /**
   * Takes a permit if there is one and nobody waits for it.
   *
   * @return whether one was taken; then {@link #release()} is to be called
   */
  public boolean tryAcquire() {
    return core.tryAcquire();
  }

  /**
   * Gives a permit back; the coroutine that waits longest has it next.
   *
   * @throws IllegalStateException "BoundedSemaphore released too many times" if it is bounded
   */
  public void release() {
    release(1);
  }

  /**
   * Gives permits back.
   *
   * @param permits how many, at least 1
   * @throws IllegalArgumentException if it is less
   * @throws IllegalStateException "BoundedSemaphore released too many times" if it is bounded
   */
  public void release(int permits) {
    if (permits < 1) {
      throw new IllegalArgumentException("permits is " + permits + ", must be at least 1");
    }
    core.release(permits, (bounded ? "Bounded" : "") + "Semaphore released too many times");
  }

  /**
   * Runs a body with a permit; the form for a body that does not need the object.
   *
   * @param body what to run
   * @param <T> the type of its result
   * @return a lazy coroutine of the body's result; the permit is given back however the body ends
   */
  public <T extends @Nullable Object> Coroutine<T> withPermit(AsyncCallable<T> body) {
    return core.with("withPermit", body);
  }

  /**
   * How many permits {@link #tryAcquire} could take one after another.
   *
   * @return at least 0
   */
  public int available() {
    return core.available();
  }

  /**
   * Whether {@link #acquire} would have to wait.
   *
   * @return true if {@link #available} is 0
   */
  public boolean locked() {
    return core.available() == 0;
  }

  @Override
  public String toString() {
    return "AsyncSemaphore[%d available%s]"
        .formatted(core.available(), core.waiting() == 0 ? "" : ", " + core.waiting() + " waiting");
  }
}
