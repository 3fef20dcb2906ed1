package dev.continuo.sync;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.QueueShutDown;
import dev.continuo.internal.sync.ItemStore;
import dev.continuo.internal.sync.QueueCore;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A queue between tasks of one event loop; asyncio's {@code Queue}, {@code LifoQueue} and {@code
 * PriorityQueue}. With a capacity, {@link #put} waits while the queue is full: a fast producer
 * takes the pace of its consumers.
 *
 * <pre>{@code
 * AsyncQueue<Job> jobs = AsyncQueue.fifo(10);
 *
 * @Async Coroutine<Void> worker() {
 *   for (Job job : each(jobs)) {      // until the queue is shut down and empty
 *     await(job.run());
 *     jobs.taskDone();
 *   }
 *   return done();
 * }
 * }</pre>
 *
 * <p>Who waits is served first come, first served: the item that a waiting getter was woken for
 * cannot be taken by one that comes later, and the same holds for places. (In asyncio a getter that
 * comes in between may take it.) A coroutine that is cancelled while it waits takes no item, puts
 * none, and hands its turn on.
 *
 * <p>Not thread-safe: used by the thread of one event loop, that of the first coroutine that has to
 * wait; a coroutine of another loop that would have to wait gets an IllegalStateException.
 *
 * @param <T> the type of the items, which may be null
 */
public final class AsyncQueue<T extends @Nullable Object> implements AsyncIterable<T> {

  static {
    Cores.register();
  }

  private final String kind;
  private final int capacity;
  final QueueCore<T> core;

  private AsyncQueue(String kind, ItemStore<T> items, int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("capacity is " + capacity + ", must be at least 0");
    }
    this.kind = kind;
    this.capacity = capacity;
    this.core = new QueueCore<>(this, items, capacity);
  }

  /**
   * A queue without bound that gives the oldest item first.
   *
   * @param <T> the type of the items
   * @return an empty queue
   */
  public static <T extends @Nullable Object> AsyncQueue<T> fifo() {
    return fifo(0);
  }

  /**
   * A queue that gives the oldest item first.
   *
   * @param capacity how many items there may be; 0 for no bound
   * @param <T> the type of the items
   * @return an empty queue
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public static <T extends @Nullable Object> AsyncQueue<T> fifo(int capacity) {
    return new AsyncQueue<>("fifo", ItemStore.fifo(), capacity);
  }

  /**
   * A queue without bound that gives the newest item first.
   *
   * @param <T> the type of the items
   * @return an empty queue
   */
  public static <T extends @Nullable Object> AsyncQueue<T> lifo() {
    return lifo(0);
  }

  /**
   * A queue that gives the newest item first.
   *
   * @param capacity how many items there may be; 0 for no bound
   * @param <T> the type of the items
   * @return an empty queue
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public static <T extends @Nullable Object> AsyncQueue<T> lifo(int capacity) {
    return new AsyncQueue<>("lifo", ItemStore.lifo(), capacity);
  }

  /**
   * A queue without bound that gives the least item first.
   *
   * @param <T> the type of the items
   * @return an empty queue
   */
  public static <T extends Comparable<? super T>> AsyncQueue<T> priority() {
    return priority(Comparator.naturalOrder(), 0);
  }

  /**
   * A queue that gives the least item first.
   *
   * @param capacity how many items there may be; 0 for no bound
   * @param <T> the type of the items
   * @return an empty queue
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public static <T extends Comparable<? super T>> AsyncQueue<T> priority(int capacity) {
    return priority(Comparator.naturalOrder(), capacity);
  }

  /**
   * A queue that gives the least item by {@code order} first, and of equal ones the oldest.
   *
   * @param order compares items; what it throws is thrown by the put
   * @param capacity how many items there may be; 0 for no bound
   * @param <T> the type of the items
   * @return an empty queue
   * @throws IllegalArgumentException if {@code capacity} is negative
   */
  public static <T extends @Nullable Object> AsyncQueue<T> priority(
      Comparator<? super T> order, int capacity) {
    return new AsyncQueue<>("priority", ItemStore.sorted(order), capacity);
  }

  /**
   * Adds an item, and waits for a place first while the queue is full.
   *
   * @param item the item
   * @return a lazy coroutine: nothing is put before it is awaited. It fails with {@link
   *     QueueShutDown} if the queue was shut down, also while it waits
   */
  public Coroutine<@Nullable Void> put(T item) {
    return core.put(item);
  }

  /**
   * Adds an item at once.
   *
   * @param item the item
   * @throws QueueFull if there is no place that nobody waits for
   * @throws QueueShutDown if the queue was shut down
   */
  public void putNowait(T item) {
    core.putNow(item);
  }

  /**
   * Takes the next item, and waits for one first while there is none.
   *
   * @return a lazy coroutine of the item. It fails with {@link QueueShutDown} when the queue was
   *     shut down and has no more items, also while it waits
   */
  public Coroutine<T> get() {
    return core.get();
  }

  /**
   * Takes the next item at once.
   *
   * @return the item
   * @throws QueueEmpty if there is no item that nobody waits for
   * @throws QueueShutDown if there is none and the queue was shut down
   */
  public T getNowait() {
    return core.getNow();
  }

  /**
   * How many items {@link #getNowait} could take: those that waiting getters were woken for do not
   * count.
   *
   * @return at least 0
   */
  public int size() {
    return core.available();
  }

  /**
   * Whether {@link #getNowait} would fail.
   *
   * @return true if {@link #size} is 0
   */
  public boolean isEmpty() {
    return core.available() == 0;
  }

  /**
   * Whether {@link #putNowait} would fail with {@link QueueFull}.
   *
   * @return true if there is a capacity, and no place that nobody waits for
   */
  public boolean isFull() {
    return core.isFull();
  }

  /**
   * The bound.
   *
   * @return how many items there may be; 0 for no bound
   */
  public int capacity() {
    return capacity;
  }

  /**
   * Says that the work for one item that was taken is done; see {@link #join}.
   *
   * @throws IllegalStateException if it is called more often than items were put
   */
  public void taskDone() {
    core.taskDone();
  }

  /**
   * Waits until {@link #taskDone} was called once for every item that was ever put.
   *
   * @return a lazy coroutine
   */
  public Coroutine<@Nullable Void> join() {
    return core.join();
  }

  /** Ends the queue: no more puts; who gets takes what is left, and then fails. */
  public void shutdown() {
    shutdown(false);
  }

  /**
   * Ends the queue. Who waits for a place fails with {@link QueueShutDown}, who waits for an item
   * when there are no more; {@code each(queue)} ends then. Calling it again is allowed.
   *
   * @param immediate whether to drop the items that are left, as if they were done
   */
  public void shutdown(boolean immediate) {
    core.shutDown(immediate);
  }

  /**
   * An iteration that takes items until the queue is shut down and empty. Several may run at the
   * same time and share the items. Does not call {@link #taskDone}.
   */
  @Override
  public AsyncIterator<T> asyncIterator() {
    return new Items();
  }

  @Override
  public String toString() {
    return "AsyncQueue[%s, size=%d%s]"
        .formatted(kind, size(), capacity == 0 ? "" : ", capacity=" + capacity);
  }

  private final class Items implements AsyncIterator<T> {
    @Override
    public Awaitable<T> next() {
      return core.next();
    }
  }
}
