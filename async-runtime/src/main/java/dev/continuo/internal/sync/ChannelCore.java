package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.StopAsyncIteration;
import dev.continuo.sync.BrokenChannel;
import dev.continuo.sync.ClosedChannel;
import dev.continuo.sync.EndOfChannel;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a memory channel: Trio's, with items reserved for the receivers that were woken.
 *
 * <pre>
 *   senders that wait, with their items ──▶ buffer: [ reserved for woken receivers | available ]
 * </pre>
 *
 * <p>An item of a sender that waits is taken by whoever makes room for it; the sender cannot be
 * cancelled from then on. A receiver that was woken and is cancelled leaves its item to the next.
 * With a capacity of 0 an item is only ever in the buffer between the two turns of a hand-over.
 *
 * <p>Invariant: receivers wait only while nothing is available and no sender waits.
 */
public final class ChannelCore<T extends @Nullable Object> {

  private static final Object NULL = new Object();

  private final Object owner;
  private final int capacity;
  private final ArrayDeque<Object> buffer = new ArrayDeque<>();
  private final WaitQueue senders;
  private final WaitQueue receivers;
  private int sendEnds;
  private int receiveEnds;

  /** How many receivers were woken for an item and have still to run. */
  private int reserved;

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
            available(),
            capacity == Integer.MAX_VALUE ? "unbounded" : capacity,
            sendEnds,
            senders.waiting(),
            receiveEnds,
            receivers.waiting());
  }

  /** How many items a receiver that comes now could have, those of waiting senders not counted. */
  public int available() {
    return Math.max(0, buffer.size() - reserved);
  }

  private boolean hasRoom() {
    return receivers.hasWaiting() || (available() < capacity && !senders.hasWaiting());
  }

  private void put(@Nullable Object item) {
    store(item);
    reserve();
  }

  private void store(@Nullable Object item) {
    buffer.addLast(item == null ? NULL : item);
  }

  /** Wakes the receiver that waits longest, if there is one, for one of the items. */
  @SuppressWarnings("unchecked") // only Receive joins this queue
  private boolean reserve() {
    WaitQueue.Place place = receivers.wakeFirst();
    if (place == null) {
      return false;
    }
    ((Receive) place.waiter).isReserved = true;
    reserved++;
    return true;
  }

  private boolean hasItem() {
    return available() > 0 || senders.hasWaiting();
  }

  /**
   * The next item; there is one. If others were woken and have still to run, an item of a sender
   * that waits is reserved in its place: they are taken in their order by whoever runs first.
   */
  private T take() {
    if (available() == 0) {
      store(Objects.requireNonNull(nextSender(), "a sender waits").item);
    }
    T item = takeReserved();
    refill();
    return item;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only items of T, which may be null, come in
  private T takeReserved() {
    Object item = buffer.removeFirst();
    return item == NULL ? null : (T) item;
  }

  private void refill() {
    while (available() < capacity) {
      Send sender = nextSender();
      if (sender == null) {
        return;
      }
      put(sender.item);
    }
  }

  /** The sender that waits longest, which is done with this; null if none waits. */
  @SuppressWarnings("unchecked") // only Send joins this queue
  private @Nullable Send nextSender() {
    WaitQueue.Place place = senders.wakeFirst();
    if (place == null) {
      return null;
    }
    Send sender = (Send) place.waiter;
    sender.isTaken = true;
    return sender;
  }

  /** What was reserved for a receiver goes to the next, or back to those who come. */
  private void balance() {
    while (available() > 0 && reserve()) {}
  }

  private void checkThread() {
    senders.checkThread();
    receivers.checkThread();
  }

  private boolean hasEnded() {
    return sendEnds == 0;
  }

  // ---- ends

  /** An end through which items are sent. */
  public final class SendEnd {
    private boolean isOpen = true;

    /** Opens one more. */
    public SendEnd() {
      sendEnds++;
    }

    /** Waits for room, and sends. */
    public Coroutine<@Nullable Void> send(T item) {
      return new Send(this, item);
    }

    /** Sends, or throws. */
    public void sendNow(T item) {
      checkThread();
      check();
      if (!hasRoom()) {
        throw new QueueFull(owner + " is full");
      }
      put(item);
    }

    /** Another end of the same channel. */
    public SendEnd copy() {
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
        senders.wakeAll(waiter -> ((ChannelCore<?>.Send) waiter).isOf(this));
        if (sendEnds == 0 && available() == 0) {
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

    /** Waits for an item. */
    public Coroutine<T> receive() {
      return new Receive(this, false);
    }

    /** Waits for an item of an iteration: the end of the channel is that of the iteration. */
    public Coroutine<T> next() {
      return new Receive(this, true);
    }

    /** An item, or an exception. */
    public T receiveNow() {
      checkThread();
      checkOpen();
      if (hasItem()) {
        return take();
      }
      throw hasEnded()
          ? new EndOfChannel(owner + " has ended")
          : new QueueEmpty(owner + " is empty");
    }

    /** Another end of the same channel. */
    public ReceiveEnd copy() {
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
        receivers.wakeAll(waiter -> ((ChannelCore<?>.Receive) waiter).isOf(this));
        if (receiveEnds == 0) {
          buffer.clear();
          senders.wakeAll();
        }
      }
    }
  }

  // ---- waiting

  private final class Send extends WaitingFrame<@Nullable Void> {
    private final SendEnd end;
    private final T item;
    private boolean isTaken;

    Send(SendEnd end, T item) {
      super(senders);
      this.end = end;
      this.item = item;
    }

    boolean isOf(Object some) {
      return end == some;
    }

    @Override
    boolean mayGo() {
      return !end.isOpen || receiveEnds == 0 || hasRoom();
    }

    @Override
    @Nullable Object go() {
      if (!isTaken) {
        end.check();
        put(item);
      }
      return null;
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

  private final class Receive extends WaitingFrame<T> {
    private final ReceiveEnd end;
    private final boolean iterates;
    private boolean isReserved;

    Receive(ReceiveEnd end, boolean iterates) {
      super(receivers);
      this.end = end;
      this.iterates = iterates;
    }

    boolean isOf(Object some) {
      return end == some;
    }

    @Override
    boolean mayGo() {
      return !end.isOpen || hasEnded() || hasItem();
    }

    @Override
    @Nullable Object go() {
      if (!end.isOpen) {
        handOn();
        end.checkOpen();
      }
      if (isReserved) {
        reserved--;
        return takeReserved();
      }
      if (hasItem()) {
        return take();
      }
      throw iterates ? new StopAsyncIteration() : new EndOfChannel(owner + " has ended");
    }

    @Override
    void handOn() {
      if (isReserved) {
        isReserved = false;
        reserved--;
        balance();
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
