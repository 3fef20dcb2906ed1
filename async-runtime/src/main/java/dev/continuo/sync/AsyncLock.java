package dev.continuo.sync;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.internal.sync.PermitCore;
import org.jspecify.annotations.Nullable;

/**
 * A lock that coroutines of one event loop hold across awaits; asyncio's {@code Lock}.
 *
 * <pre>{@code
 * private final AsyncLock lock = new AsyncLock();
 *
 * @Async Coroutine<Void> transfer(Account from, Account to, long amount) {
 *   try (var held = await(lock.acquire())) {
 *     await(from.withdraw(amount));
 *     await(to.deposit(amount));          // nobody sees the money in between
 *   }
 *   return done();
 * }
 * }</pre>
 *
 * <p>Between two awaits nothing else runs on the loop: what does not await needs no lock.
 *
 * <p>Who waits gets it first come, first served; one that comes while others wait queues behind
 * them, even if the lock is free just then. A coroutine that is cancelled while it waits, or when
 * its turn has come already, hands its turn on. It is not reentrant: a task that holds the lock and
 * acquires it again waits for ever. Any coroutine may release it, as in asyncio.
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait; a coroutine of another loop that would have to wait gets an IllegalStateException.
 */
public final class AsyncLock {

  static {
    Cores.register();
  }

  static final String NOT_ACQUIRED = "Lock is not acquired.";

  final PermitCore core = new PermitCore(this, "sync.AsyncLock", 1, 1);

  /** Makes a lock that nobody holds. */
  public AsyncLock() {}

  /**
   * Takes the lock, and waits for it first while somebody holds it.
   *
   * @return a lazy coroutine of what gives the lock back when it is closed; it may be ignored where
   *     {@link #release} is called
   */
  public Coroutine<Permit> acquire() {
    return core.acquire();
  }

  /**
   * Takes the lock if nobody holds it and nobody waits for it.
   *
   * @return whether it was taken; then {@link #release} is to be called
   */
  public boolean tryAcquire() {
    return core.tryAcquire();
  }

  /**
   * Gives the lock back; the coroutine that waits longest has it next.
   *
   * @throws IllegalStateException "Lock is not acquired." if nobody holds it
   */
  public void release() {
    core.release(1, NOT_ACQUIRED);
  }

  /**
   * Runs a body that holds the lock; the form for a body that does not need the permit.
   *
   * <pre>{@code
   * int n = await(lock.withLock(() -> value(await(load()) + 1)));
   * }</pre>
   *
   * @param body what to run
   * @param <T> the type of its result
   * @return a lazy coroutine of the body's result; the lock is given back however the body ends
   */
  public <T extends @Nullable Object> Coroutine<T> withLock(AsyncCallable<T> body) {
    return core.with("withLock", body);
  }

  /**
   * Whether somebody holds the lock; also while it is on its way to one who waited.
   *
   * @return false if {@link #tryAcquire} would take it
   */
  public boolean locked() {
    return core.available() == 0;
  }

  @Override
  public String toString() {
    Task<?> holder = core.holder();
    return "AsyncLock[%s%s%s]"
        .formatted(
            locked() ? "locked" : "unlocked",
            holder == null ? "" : " by " + holder.name(),
            core.waiting() == 0 ? "" : ", " + core.waiting() + " waiting");
  }
}
