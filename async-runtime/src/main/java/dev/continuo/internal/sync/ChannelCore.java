package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.sync.BrokenChannel;
import dev.continuo.sync.ClosedChannel;
import dev.continuo.sync.EndOfChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The state of a memory channel: Trio's, with items reserved for the receivers that were woken.
 *
 * <pre>
 *   senders that wait, with their items ──▶ buffer: [ reserved for woken receivers | available ]
 * </pre>
 *
 * <p>An item of a sender that waits is taken by whoever makes room for it; the sender cannot be
 * cancelled from then on. A receiver that was woken and is cancelled leaves its item to the next:
 * items are taken in their order, by whoever runs first. With a capacity of 0 an item is in the
 * buffer only between the two turns of a hand-over.
 *
 * <p>Invariants: receivers wait only while nothing is available and no sender waits; senders wait
 * only while as many items are available as there is capacity.
 */
public final class ChannelCore<T extends @Nullable Object> {

  private static final Object NULL = new Object();

  /** Comes with the turn of a receiver for which there is an item. */
  private static final Object RESERVED = new Object();

  private final Object owner;
  private final int capacity;
  private final ArrayDeque<Object> buffer = new ArrayDeque<>();
  private final WaitQueue senders;
  private final WaitQueue receivers;
  private int sendEnds;
  private int receiveEnds;

  /** How many of the items in the buffer are not reserved. */
  private int available;

  /**
   * Makes an empty channel without ends.
   *
   * @param owner named in messages
   * @param capacity how many items may wait without their senders
   */
  public ChannelCore(Object owner, int capacity) {
    this.owner = owner;
    this.capacity = capacity;
    this.senders = new WaitQueue(owner);
    this.receivers = new WaitQueue(owner);
  }

  /** What messages and dumps say of the channel. */
  public String statistics() {
    return "items=%d, capacity=%s, senders=%d (%d waiting), receivers=%d (%d waiting)"
        .formatted(
            available,
            capacity == Integer.MAX_VALUE ? "unbounded" : capacity,
            sendEnds,
            senders.waiting(),
            receiveEnds,
            receivers.waiting());
  }

  /** How many items a receiver that comes now could have, those of waiting senders not counted. */
  public int available() {
    return available;
  }

  /** Puts an item into the buffer, and wakes a receiver for it; false if there is no room. */
  private boolean put(@Nullable Object item) {
    if (reserve()) {
      buffer.addLast(item == null ? NULL : item);
      return true;
    }
    if (available >= capacity || senders.hasWaiting()) {
      return false;
    }
    store(item == null ? NULL : item);
    return true;
  }

  private void store(Object item) {
    buffer.addLast(item);
    available++;
  }

  /** Wakes the receiver that waits longest for an item that is not available then. */
  private boolean reserve() {
    return receivers.wakeFirst(RESERVED) != null;
  }

  /** What was reserved for a receiver that will not come goes to the next, or becomes available. */
  private void giveBack() {
    if (receiveEnds > 0 && !reserve()) {
      available++;
    }
  }

  /**
   * The next item, {@link #NULL} for null; null if there is none. If others were woken and have
   * still to run, an item of a sender that waits is reserved in its place.
   */
  private @Nullable Object take() {
    if (available == 0) {
      return takeFromSender();
    }
    checkThread(); // before anything is changed: a sender of another loop may be next
    available--;
    Object item = buffer.removeFirst();
    while (available < capacity) {
      Send<T> sender = nextSender();
      if (sender == null) {
        break;
      }
      store(sender.item());
    }
    return item;
  }

  private @Nullable Object takeFromSender() {
    Send<T> sender = nextSender();
    if (sender == null || buffer.isEmpty()) {
      return sender == null ? null : sender.item();
    }
    buffer.addLast(sender.item());
    return buffer.removeFirst();
  }

  /** The sender that waits longest, which is done with this; null if none waits. */
  @SuppressWarnings("unchecked") // only Send joins this queue
  private @Nullable Send<T> nextSender() {
    Send<T> sender = (Send<T>) senders.wakeFirst();
    if (sender != null) {
      sender.isTaken = true;
    }
    return sender;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only items of T, which may be null, come in
  private T asItem(Object item) {
    return item == NULL ? null : (T) item;
  }

  private void checkThread() {
    senders.checkThread();
    receivers.checkThread();
  }

  private boolean hasEnded() {
    return sendEnds == 0;
  }

  // ---- coroutines

  /** Waits for room, and sends. */
  public Coroutine<@Nullable Void> send(SendEnd end, T item) {
    return new Send<>(end, item).tracked();
  }

  /** Waits for an item. */
  public Coroutine<T> receive(ReceiveEnd end) {
    return new Receive<>(end, false).tracked();
  }

  /** Waits for an item of an iteration: the end of the channel is that of the iteration. */
  public Coroutine<T> next(ReceiveEnd end) {
    return new Receive<>(end, true).tracked();
  }

  // ---- ends

  /** An end through which items are sent. */
  public final class SendEnd {
    private boolean isOpen = true;

    /** Opens one more. */
    public SendEnd() {
      sendEnds++;
    }

    /** Sends within a coroutine that awaits it; makes the frame only if it must wait. */
    @Nullable Object awaitSend(T item, Driver driver) {
      return trySend(item) != WaitingFrame.MUST_WAIT
          ? null
          : new Send<>(this, item).waitForTurn(driver);
    }

    private @Nullable Object trySend(T item) {
      check();
      return put(item) ? null : WaitingFrame.MUST_WAIT;
    }

    private ChannelCore<T> core() {
      return ChannelCore.this;
    }

    /** Sends, or throws. */
    public void sendNow(T item) {
      checkThread();
      check();
      if (!put(item)) {
        throw new QueueFull(owner + " is full");
      }
    }

    /** Another end of the same channel. */
    public SendEnd copy() {
      checkThread();
      checkOpen();
      return new SendEnd();
    }

    private void checkOpen() {
      if (!isOpen) {
        throw new ClosedChannel("this sending end of " + owner + " was closed");
      }
    }

    private void check() {
      checkOpen();
      if (receiveEnds == 0) {
        throw new BrokenChannel(owner + " has no receiver");
      }
    }

    /** Closes this end; the last one ends the channel. */
    public void close() {
      checkThread();
      if (isOpen) {
        isOpen = false;
        sendEnds--;
        senders.wakeAll(waiter -> ((Send<?>) waiter).isOf(this));
        if (sendEnds == 0 && available == 0) {
          receivers.wakeAll();
        }
      }
    }
  }

  /** An end through which items are received. */
  public final class ReceiveEnd {
    private boolean isOpen = true;

    /** Opens one more. */
    public ReceiveEnd() {
      receiveEnds++;
    }

    /** Receives within a coroutine that awaits it; makes the frame only if it must wait. */
    @Nullable Object awaitReceive(Driver driver) {
      Object item = tryReceive(false);
      return item != WaitingFrame.MUST_WAIT ? item : new Receive<>(this, false).waitForTurn(driver);
    }

    private @Nullable Object tryReceive(boolean iterates) {
      checkOpen();
      Object taken = take();
      return taken != null ? asItem(taken) : hasEnded() ? ended(iterates) : WaitingFrame.MUST_WAIT;
    }

    private Object ended(boolean iterates) {
      throw iterates ? new StopAsyncIteration() : ended();
    }

    private EndOfChannel ended() {
      return new EndOfChannel(owner + " has ended");
    }

    private ChannelCore<T> core() {
      return ChannelCore.this;
    }

    /** An item, or an exception. */
    public T receiveNow() {
      checkThread();
      checkOpen();
      Object item = take();
      if (item != null) {
        return asItem(item);
      }
      throw hasEnded() ? ended() : new QueueEmpty(owner + " is empty");
    }

    /** Another end of the same channel. */
    public ReceiveEnd copy() {
      checkThread();
      checkOpen();
      return new ReceiveEnd();
    }

    private void checkOpen() {
      if (!isOpen) {
        throw new ClosedChannel("this receiving end of " + owner + " was closed");
      }
    }

    /** Closes this end; with the last one the items are dropped, and nothing can be sent. */
    public void close() {
      checkThread();
      if (isOpen) {
        isOpen = false;
        receiveEnds--;
        receivers.wakeAll(waiter -> ((Receive<?>) waiter).isOf(this));
        if (receiveEnds == 0) {
          buffer.clear();
          available = 0;
          senders.wakeAll();
        }
      }
    }
  }

  // ---- waiting

  /** Its constructor only stores: see {@link dev.continuo.coroutine.CoroutineFrame#track}. */
  private static final class Send<T extends @Nullable Object> extends WaitingFrame<@Nullable Void> {
    private final ChannelCore<T>.SendEnd end;
    private final T item;
    private boolean isTaken;

    Send(ChannelCore<T>.SendEnd end, T item) {
      this.end = end;
      this.item = item;
    }

    boolean isOf(Object some) {
      return end == some;
    }

    Object item() {
      return item == null ? NULL : item;
    }

    @Override
    WaitQueue queue() {
      return end.core().senders;
    }

    @Override
    @Nullable Object tryGo() {
      return end.trySend(item);
    }

    @Override
    @Nullable Object go() {
      if (!isTaken) {
        end.check();
        throw new IllegalStateException("woken, and neither taken nor closed");
      }
      return null;
    }

    @Override
    boolean goesWithoutFail() {
      return isTaken;
    }

    @Override
    boolean isCommitted() {
      return isTaken;
    }

    @Override
    void handOn() {}

    @Override
    protected String type() {
      return "sync.SendChannel";
    }

    @Override
    protected String function() {
      return "send";
    }
  }

  /** Its constructor only stores, as that of {@link Send}. */
  private static final class Receive<T extends @Nullable Object> extends WaitingFrame<T> {
    private final ChannelCore<T>.ReceiveEnd end;
    private final boolean iterates;

    Receive(ChannelCore<T>.ReceiveEnd end, boolean iterates) {
      this.end = end;
      this.iterates = iterates;
    }

    boolean isOf(Object some) {
      return end == some;
    }

    @Override
    WaitQueue queue() {
      return end.core().receivers;
    }

    @Override
    @Nullable Object tryGo() {
      return end.tryReceive(iterates);
    }

    @Override
    @Nullable Object go() {
      if (!end.isOpen) {
        handOn();
        end.checkOpen();
      }
      ChannelCore<T> core = end.core();
      // Woken by the end there may be something all the same: another one has given it back.
      Object given = takeGift() == RESERVED ? core.buffer.removeFirst() : core.take();
      return given != null ? core.asItem(given) : end.ended(iterates);
    }

    @Override
    boolean goesWithoutFail() {
      return hasGift() && end.isOpen;
    }

    @Override
    void handOn() {
      if (takeGift() == RESERVED) {
        end.core().giveBack();
      }
    }

    @Override
    protected String type() {
      return "sync.ReceiveChannel";
    }

    @Override
    protected String function() {
      return iterates ? "next" : "receive";
    }
  }
}
