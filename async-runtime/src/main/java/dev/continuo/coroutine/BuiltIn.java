package dev.continuo.coroutine;

import dev.continuo.internal.Sleep;
import dev.continuo.internal.YieldNow;
import dev.continuo.internal.sync.SyncAccess;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the transformer emits for {@code await(f(a))} where f is one of the functions of the runtime
 * that programs call most: the call and the await in one, so that the coroutine between the two,
 * which nobody else can have, is made only if there is something to wait for.
 *
 * <pre>
 *   r = BuiltIn.f(a, driver)                 // the value, or SUSPENDED; else as in {@link Await}
 * </pre>
 *
 * <p>Each has the name and the parameters of the function, and then the driver; it does what {@link
 * Await#begin} would do with what the function returns.
 */
public final class BuiltIn {

  private BuiltIn() {}

  /**
   * {@code await(Continuo.yieldNow())}.
   *
   * @param driver the driver of the chain
   * @return {@link Driver#SUSPENDED}
   */
  public static @Nullable Object yieldNow(Driver driver) {
    return YieldNow.await(driver);
  }

  /**
   * {@code await(Continuo.sleep(duration))}.
   *
   * @param duration how long
   * @param driver the driver of the chain
   * @return {@link Driver#SUSPENDED}
   */
  public static @Nullable Object sleep(@Nullable Duration duration, Driver driver) {
    return Sleep.await(Objects.requireNonNull(duration, "duration"), driver);
  }

  /**
   * {@code await(channel.send(item))}.
   *
   * @param channel where to
   * @param item what
   * @param driver the driver of the chain
   * @return null, or {@link Driver#SUSPENDED}
   */
  public static @Nullable Object send(
      @Nullable SendChannel<@Nullable Object> channel, @Nullable Object item, Driver driver) {
    return SyncAccess.send(channel, item, driver);
  }

  /**
   * {@code await(channel.receive())}.
   *
   * @param channel from where
   * @param driver the driver of the chain
   * @return the item, or {@link Driver#SUSPENDED}
   */
  public static @Nullable Object receive(@Nullable ReceiveChannel<?> channel, Driver driver) {
    return SyncAccess.receive(channel, driver);
  }

  /**
   * {@code await(queue.put(item))}.
   *
   * @param queue where to
   * @param item what
   * @param driver the driver of the chain
   * @return null, or {@link Driver#SUSPENDED}
   */
  public static @Nullable Object put(
      @Nullable AsyncQueue<@Nullable Object> queue, @Nullable Object item, Driver driver) {
    return SyncAccess.put(queue, item, driver);
  }

  /**
   * {@code await(queue.get())}.
   *
   * @param queue from where
   * @param driver the driver of the chain
   * @return the item, or {@link Driver#SUSPENDED}
   */
  public static @Nullable Object get(@Nullable AsyncQueue<?> queue, Driver driver) {
    return SyncAccess.get(queue, driver);
  }

  /**
   * {@code await(lock.acquire())}.
   *
   * @param lock which
   * @param driver the driver of the chain
   * @return the permit, or {@link Driver#SUSPENDED}
   */
  public static @Nullable Object acquire(@Nullable AsyncLock lock, Driver driver) {
    return SyncAccess.acquire(lock, driver);
  }

  /**
   * {@code await(semaphore.acquire())}.
   *
   * @param semaphore which
   * @param driver the driver of the chain
   * @return the permit, or {@link Driver#SUSPENDED}
   */
  public static @Nullable Object acquire(@Nullable AsyncSemaphore semaphore, Driver driver) {
    return SyncAccess.acquire(semaphore, driver);
  }
}
