package dev.continuo.internal.sync;

import dev.continuo.coroutine.Driver;
import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import dev.continuo.sync.AsyncSemaphore;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@link dev.continuo.coroutine.BuiltIn} for {@code dev.continuo.sync}: gets at
 * the state behind the public classes, which only their package can see. No coroutine is made
 * unless there is something to wait for.
 */
public abstract class SyncAccess {

  private static @Nullable SyncAccess instance;

  /** For the one subclass. */
  protected SyncAccess() {}

  /** Called by the package of the public classes, with the same object each time. */
  public static void register(SyncAccess access) {
    instance = access;
  }

  /** {@code await(channel.send(item))}. */
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  public static @Nullable Object send(
      @Nullable SendChannel<@Nullable Object> channel, @Nullable Object item, Driver driver) {
    SendChannel<@Nullable Object> known = receiver(channel, "SendChannel.send(Object)");
    return Known.ACCESS.sendEnd(known).awaitSend(item, driver);
  }

  /** {@code await(channel.receive())}. */
  public static @Nullable Object receive(@Nullable ReceiveChannel<?> channel, Driver driver) {
    ReceiveChannel<?> known = receiver(channel, "ReceiveChannel.receive()");
    return Known.ACCESS.receiveEnd(known).awaitReceive(driver);
  }

  /** {@code await(queue.put(item))}. */
  @SuppressWarnings("NullAway") // does not know @Nullable type arguments
  public static @Nullable Object put(
      @Nullable AsyncQueue<@Nullable Object> queue, @Nullable Object item, Driver driver) {
    AsyncQueue<@Nullable Object> known = receiver(queue, "AsyncQueue.put(Object)");
    return Known.ACCESS.queue(known).awaitPut(item, driver);
  }

  /** {@code await(queue.get())}. */
  public static @Nullable Object get(@Nullable AsyncQueue<?> queue, Driver driver) {
    AsyncQueue<?> known = receiver(queue, "AsyncQueue.get()");
    return Known.ACCESS.queue(known).awaitGet(driver);
  }

  /** {@code await(lock.acquire())}. */
  public static @Nullable Object acquire(@Nullable AsyncLock lock, Driver driver) {
    AsyncLock known = receiver(lock, "AsyncLock.acquire()");
    return Known.ACCESS.permits(known).awaitPermit(driver);
  }

  /** {@code await(semaphore.acquire())}. */
  public static @Nullable Object acquire(@Nullable AsyncSemaphore semaphore, Driver driver) {
    AsyncSemaphore known = receiver(semaphore, "AsyncSemaphore.acquire()");
    return Known.ACCESS.permits(known).awaitPermit(driver);
  }

  /**
   * Refuses null as the JVM would at the user's call, without the name of the variable; before
   * {@link Known} is asked for, which is made when there is an object only.
   */
  private static <T> T receiver(@Nullable T receiver, String method) {
    if (receiver == null) {
      throw new NullPointerException("Cannot invoke \"dev.continuo.sync." + method + "\" on null");
    }
    return receiver;
  }

  /** A constant for the JIT. Whoever has an object has had its maker initialized, and register. */
  private static final class Known {
    static final SyncAccess ACCESS = Objects.requireNonNull(instance);
  }

  /** The state of a sending end. */
  protected abstract <T extends @Nullable Object> ChannelCore<T>.SendEnd sendEnd(
      SendChannel<T> channel);

  /** The state of a receiving end. */
  protected abstract <T extends @Nullable Object> ChannelCore<T>.ReceiveEnd receiveEnd(
      ReceiveChannel<T> channel);

  /** The state of a queue. */
  protected abstract <T extends @Nullable Object> QueueCore<T> queue(AsyncQueue<T> queue);

  /** The state of a lock. */
  protected abstract PermitCore permits(AsyncLock lock);

  /** The state of a semaphore. */
  protected abstract PermitCore permits(AsyncSemaphore semaphore);
}
