package dev.continuo.internal.sync;

import dev.continuo.Coroutine;
import dev.continuo.QueueEmpty;
import dev.continuo.QueueFull;
import dev.continuo.StopAsyncIteration;
import dev.continuo.sync.BrokenChannel;
import dev.continuo.sync.ClosedChannel;
import dev.continuo.sync.EndOfChannel;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The state of a memory channel: Trio's. An item goes straight to the receiver that waits longest,
 * else into the buffer.
 *
 * <pre>
 *   senders that wait, with their items ──▶ buffer ──▶ receivers
 *                                           given back ──▲ │ woken with an item, and cancelled
 *                                                │◀────────┘
 * </pre>
 *
 * <p>An item of a sender that waits is taken by whoever makes room for it; the sender cannot be
 * cancelled from then on. A receiver that was woken and is cancelled gives its item back: to the
 * next receiver, or before all that is in the buffer.
 *
 * <p>Invariants: receivers wait only while nothing is available and no sender waits; senders wait
 * only while as many items are available as there is capacity.
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

  /** Counts the items that were handed to waiting receivers: they are given back in this order. */
  private int handedOver;

  /** What receivers gave back and nobody took since; null until the first. */
  private @Nullable PriorityQueue<GivenBack> givenBack;

  private record GivenBack(Object item, int number) implements Comparable<GivenBack> {
    @Override
    public int compareTo(GivenBack other) {
      return number - other.number;
    }
  }

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
    return buffer.size() + (givenBack == null ? 0 : givenBack.size());
  }

  /** Hands an item to a receiver or puts it into the buffer; false if there is no room. */
  private boolean put(@Nullable Object item) {
    Object known = item == null ? NULL : item;
    if (handOver(known, handedOver)) {
      handedOver++;
      return true;
    }
    if (available() >= capacity || senders.hasWaiting()) {
      return false;
    }
    buffer.addLast(known);
    return true;
  }

  /** Wakes the receiver that waits longest, with an item; false if none waits. */
  @SuppressWarnings("unchecked") // only Receive joins this queue
  private boolean handOver(Object item, int number) {
    Receive receive = (Receive) receivers.wakeFirst();
    if (receive == null) {
      return false;
    }
    receive.item = item;
    receive.number = number;
    return true;
  }

  /** What a receiver was woken with, and did not take. */
  private void giveBack(Object item, int number) {
    if (receiveEnds == 0 || handOver(item, number)) {
      return;
    }
    if (givenBack == null) {
      givenBack = new PriorityQueue<>();
    }
    givenBack.add(new GivenBack(item, number));
  }

  /** The next item, {@link #NULL} for null; null if there is none. */
  private @Nullable Object take() {
    Object item = buffer.isEmpty() && givenBack == null ? null : fromStore();
    if (item == null) {
      Send sender = nextSender();
      return sender == null ? null : sender.item();
    }
    while (available() < capacity) {
      Send sender = nextSender();
      if (sender == null) {
        break;
      }
      buffer.addLast(sender.item());
    }
    return item;
  }

  private @Nullable Object fromStore() {
    GivenBack first = givenBack == null ? null : givenBack.poll();
    return first == null ? buffer.pollFirst() : first.item;
  }

  /** The sender that waits longest, which is done with this; null if none waits. */
  @SuppressWarnings("unchecked") // only Send joins this queue
  private @Nullable Send nextSender() {
    Send sender = (Send) senders.wakeFirst();
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
      if (!put(item)) {
        throw new QueueFull(owner + " is full");
      }
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
      Object item = take();
      if (item != null) {
        return asItem(item);
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
          givenBack = null;
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
      track();
    }

    boolean isOf(Object some) {
      return end == some;
    }

    Object item() {
      return item == null ? NULL : item;
    }

    @Override
    @Nullable Object tryGo() {
      end.check();
      return put(item) ? null : MUST_WAIT;
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

  private final class Receive extends WaitingFrame<T> {
    private final ReceiveEnd end;
    private final boolean iterates;

    /** What it was woken with, {@link #NULL} for null, and when that was handed over. */
    private @Nullable Object item;

    private int number;

    Receive(ReceiveEnd end, boolean iterates) {
      super(receivers);
      this.end = end;
      this.iterates = iterates;
      track();
    }

    boolean isOf(Object some) {
      return end == some;
    }

    @Override
    @Nullable Object tryGo() {
      end.checkOpen();
      Object taken = take();
      return taken != null ? asItem(taken) : hasEnded() ? ended() : MUST_WAIT;
    }

    @Override
    @Nullable Object go() {
      if (!end.isOpen) {
        handOn();
        end.checkOpen();
      }
      Object given = item;
      if (given == null) { // woken by the end; something may have been given back since
        given = take();
      }
      return given != null ? asItem(given) : ended();
    }

    @Override
    boolean goesWithoutFail() {
      return item != null && end.isOpen;
    }

    private Object ended() {
      throw iterates ? new StopAsyncIteration() : new EndOfChannel(owner + " has ended");
    }

    @Override
    void handOn() {
      if (item != null) {
        Object given = item;
        item = null;
        giveBack(given, number);
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
