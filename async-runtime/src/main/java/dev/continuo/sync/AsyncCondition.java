package dev.continuo.sync;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.internal.sync.ConditionCore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock, and a place to wait for a change of what it guards; asyncio's {@code Condition}.
 *
 * <pre>{@code
 * private final AsyncCondition changed = new AsyncCondition();
 * private int stock;
 *
 * @Async Coroutine<Void> take(int n) {
 *   try (var held = await(changed.acquire())) {
 *     await(changed.until(() -> stock >= n));    // gives the lock back while it waits
 *     stock -= n;
 *   }
 *   return done();
 * }
 *
 * @Async Coroutine<Void> deliver(int n) {
 *   try (var held = await(changed.acquire())) {
 *     stock += n;
 *     changed.notifyAllWaiting();
 *   }
 *   return done();
 * }
 * }</pre>
 *
 * <p>Who waits longest is notified first. A coroutine that is cancelled while it waits has the lock
 * again before its CancelledError is thrown; if it was notified already, the next one is in its
 * place.
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait.
 */
public final class AsyncCondition {

  private final AsyncLock lock;
  private final ConditionCore core;

  /** Makes a condition with a lock of its own. */
  public AsyncCondition() {
    this(new AsyncLock());
  }

  /**
   * Makes a condition that shares a lock, for several conditions of one state.
   *
   * @param lock what is to be held by who waits and notifies
   */
  public AsyncCondition(AsyncLock lock) {
    this.lock = lock;
    this.core = new ConditionCore(this, lock.core);
  }

  /**
   * Takes the lock, and waits for it first while somebody holds it.
   *
   * @return as {@link AsyncLock#acquire}
   */
  public Coroutine<Permit> acquire() {
    return lock.acquire();
  }

  /**
   * Gives the lock back.
   *
   * @throws IllegalStateException "Lock is not acquired." if nobody holds it
   */
  public void release() {
    lock.release();
  }

  /**
   * Whether somebody holds the lock.
   *
   * @return as {@link AsyncLock#locked}
   */
  public boolean locked() {
    return lock.locked();
  }

  /**
   * Runs a body that holds the lock.
   *
   * @param body what to run
   * @param <T> the type of its result
   * @return a lazy coroutine of the body's result
   */
  public <T extends @Nullable Object> Coroutine<T> withLock(AsyncCallable<T> body) {
    return lock.withLock(body);
  }

  /**
   * Gives the lock back, waits to be notified, and takes the lock again (asyncio's {@code wait}).
   * What was waited for may be gone by then: {@link #until} looks again.
   *
   * @return a lazy coroutine. It fails with IllegalStateException "cannot wait on un-acquired lock"
   *     if nobody holds the lock
   */
  public Coroutine<@Nullable Void> untilNotified() {
    return core.untilNotified();
  }

  /**
   * Waits to be notified as often as it takes until {@code predicate} holds (asyncio's {@code
   * wait_for}).
   *
   * @param predicate asked with the lock held, first at once; what it throws fails the coroutine
   * @return a lazy coroutine, which does not suspend if the predicate holds
   */
  public Coroutine<@Nullable Void> until(BooleanSupplier predicate) {
    return core.until(predicate);
  }

  /**
   * Has the coroutine that waits longest go on, once it has the lock.
   *
   * @throws IllegalStateException "cannot notify on un-acquired lock"
   */
  public void notifyOne() {
    core.notify(1);
  }

  /**
   * Has coroutines that wait go on, those that wait longest.
   *
   * @param most how many at most
   * @throws IllegalStateException "cannot notify on un-acquired lock"
   */
  public void notify(int most) {
    core.notify(most);
  }

  /**
   * Has all coroutines that wait go on, one after another (asyncio's {@code notify_all}).
   *
   * @throws IllegalStateException "cannot notify on un-acquired lock"
   */
  public void notifyAllWaiting() {
    core.notify(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "AsyncCondition[%s%s]"
        .formatted(lock, core.waiting() == 0 ? "" : ", " + core.waiting() + " to be notified");
  }
}
