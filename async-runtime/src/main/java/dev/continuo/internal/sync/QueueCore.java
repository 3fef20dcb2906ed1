package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.QueueShutDown;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * The state of an AsyncQueue. Items stay in {@code items} until a getter runs; those for which a
 * getter was woken already are reserved, as are the free places for which a putter was woken.
 *
 * <pre>
 *   items:     [ reserved for woken getters | available ]
 *   capacity:  items.size() + reserved for woken putters + free
 * </pre>
 */
public final class QueueCore<T extends @Nullable Object> {

  private final Object owner;
  private final ItemStore<T> items;
  private final int capacity;
  private final WaitQueue getters;
  private final WaitQueue putters;
  private final WaitQueue joiners;
  private int unfinished;
  private boolean isShutDown;

  /**
   * Makes an empty queue.
   *
   * @param owner named in messages
   * @param items an empty store; decides which item is next
   * @param capacity 0 for no bound
   */
  public QueueCore(Object owner, ItemStore<T> items, int capacity) {
    this.owner = owner;
    this.items = items;
    this.capacity = capacity;
    this.getters = new WaitQueue(owner);
    this.putters = new WaitQueue(owner);
    this.joiners = new WaitQueue(owner);
  }

  /** How many items a getter that comes now may have. */
  public int available() {
    return Math.max(0, items.size() - getters.woken());
  }

  /** Whether an item that comes now must wait. */
  public boolean isFull() {
    return capacity > 0 && items.size() + putters.woken() >= capacity;
  }

  /** Waits for an item. */
  public Coroutine<T> get() {
    return new Get(false).tracked();
  }

  /** Waits for an item of an iteration: the end of the queue is that of the iteration. */
  public Coroutine<T> next() {
    return new Get(true).tracked();
  }

  /** Waits for a place. */
  public Coroutine<@Nullable Void> put(T item) {
    return new Put(item).tracked();
  }

  /** Waits within a coroutine that awaits it; makes a frame only if it must wait. */
  @Nullable Object awaitGet(Driver driver) {
    Object item = getOrWait(false);
    return item != WaitingFrame.MUST_WAIT ? item : new Get(false).waitForTurn(driver);
  }

  /** Puts within a coroutine that awaits it; makes a frame only if it must wait. */
  @Nullable Object awaitPut(T item, Driver driver) {
    return putOrWait(item) != WaitingFrame.MUST_WAIT ? null : new Put(item).waitForTurn(driver);
  }

  /** Waits until every item was dealt with. */
  public Coroutine<@Nullable Void> join() {
    return new Join();
  }

  private void checkThread() {
    getters.checkThread();
    putters.checkThread();
  }

  /** An item, or an exception. */
  public T getNow() {
    checkThread();
    if (available() == 0) {
      throw isShutDown ? shutDown() : new QueueEmpty(owner + " is empty");
    }
    return take();
  }

  /** Puts an item, or throws. */
  public void putNow(T item) {
    checkThread();
    if (isShutDown) {
      throw shutDown();
    }
    if (isFull()) {
      throw new QueueFull(owner + " is full");
    }
    insert(item);
  }

  /** An item was dealt with. */
  public void taskDone() {
    joiners.checkThread();
    if (unfinished == 0) {
      throw new IllegalStateException("taskDone() called too many times");
    }
    finish();
  }

  /** Refuses items from now on; drops those that are there if {@code immediate}. */
  public void shutDown(boolean immediate) {
    getters.checkThread();
    putters.checkThread();
    isShutDown = true;
    if (immediate) {
      int dropped = items.size();
      items.clear();
      for (; dropped > 0 && unfinished > 0; dropped--) {
        finish();
      }
    }
    balance();
  }

  private @Nullable Object getOrWait(boolean iterates) {
    checkThread();
    boolean mayGo = getters.isIdle() && (items.size() > 0 || isShutDown);
    return mayGo ? getOrEnd(iterates) : WaitingFrame.MUST_WAIT;
  }

  private T getOrEnd(boolean iterates) {
    if (items.size() == 0) { // woken by the end; so is who came behind this
      balance();
      throw iterates ? new StopAsyncIteration() : shutDown();
    }
    return take();
  }

  private @Nullable Object putOrWait(T item) {
    checkThread();
    boolean mayGo = isShutDown || (putters.isIdle() && !isFull());
    return mayGo ? putOrEnd(item) : WaitingFrame.MUST_WAIT;
  }

  private @Nullable Object putOrEnd(T item) {
    if (isShutDown) {
      throw shutDown();
    }
    insert(item);
    return null;
  }

  private T take() {
    T item = items.remove();
    balance();
    return item;
  }

  private void insert(T item) {
    try {
      items.add(item);
      unfinished++;
    } finally { // where the order of a priority queue fails, the place goes to the next
      balance();
    }
  }

  private void finish() {
    if (--unfinished == 0) {
      joiners.wakeAll();
    }
  }

  /** Wakes those who may go on now. */
  private void balance() {
    while (available() > 0 && getters.wakeFirst() != null) {}
    if (isShutDown) {
      putters.wakeAll();
      if (available() == 0) {
        getters.wakeAll();
      }
    } else {
      while (!isFull() && putters.wakeFirst() != null) {}
    }
  }

  private QueueShutDown shutDown() {
    return new QueueShutDown(owner + " is shut down");
  }

  private abstract class Step<R extends @Nullable Object> extends WaitingFrame<R> {
    @Override
    final void handOn() {
      balance();
    }

    @Override
    protected final String type() {
      return "sync.AsyncQueue";
    }
  }

  private final class Get extends Step<T> {
    private final boolean iterates;

    Get(boolean iterates) {
      this.iterates = iterates;
    }

    @Override
    WaitQueue queue() {
      return getters;
    }

    @Override
    @Nullable Object tryGo() {
      return getOrWait(iterates);
    }

    @Override
    @Nullable Object go() {
      return getOrEnd(iterates);
    }

    @Override
    boolean goesWithoutFail() {
      return items.size() > 0;
    }

    @Override
    protected String function() {
      return iterates ? "next" : "get";
    }
  }

  private final class Put extends Step<@Nullable Void> {
    private final T item;

    Put(T item) {
      this.item = item;
    }

    @Override
    WaitQueue queue() {
      return putters;
    }

    @Override
    @Nullable Object tryGo() {
      return putOrWait(item);
    }

    @Override
    @Nullable Object go() {
      return putOrEnd(item);
    }

    @Override
    boolean goesWithoutFail() {
      return false; // the order of the items is the user's
    }

    @Override
    protected String function() {
      return "put";
    }
  }

  private final class Join extends Step<@Nullable Void> {
    Join() {
      track();
    }

    @Override
    WaitQueue queue() {
      return joiners;
    }

    @Override
    @Nullable Object tryGo() {
      return unfinished == 0 ? go() : MUST_WAIT;
    }

    @Override
    @Nullable Object go() {
      return null;
    }

    @Override
    protected String function() {
      return "join";
    }
  }
}
