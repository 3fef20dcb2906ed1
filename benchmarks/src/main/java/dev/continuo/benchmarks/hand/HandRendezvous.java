package dev.continuo.benchmarks.hand;

import dev.continuo.benchmarks.hand.HandLoop.Step;
import org.jspecify.annotations.Nullable;

/**
 * A channel of capacity 0 as small as it can be. It is a channel all the same: several may wait on
 * either side, are served in their order, and hear when it is closed. It knows no cancellation.
 */
public final class HandRendezvous {

  /** One that sends or receives; it is linked into the queue of the channel at which it waits. */
  public abstract static class Party extends Step {

    /** What it wants to send while it waits, or what it was given. */
    private @Nullable Integer item;

    private @Nullable Party next;

    /** What it was given while it waited; null if nothing was, as at the end of the channel. */
    public final @Nullable Integer takeItem() {
      Integer given = item;
      item = null;
      return given;
    }
  }

  private final HandLoop loop;
  // All senders, or all receivers.
  private @Nullable Party first;
  private @Nullable Party last;
  private boolean sendersWait;
  private boolean isClosed;

  /** One at which nobody waits. */
  public HandRendezvous(HandLoop loop) {
    this.loop = loop;
  }

  /** False if the sender has to wait; it is ready again when its item was taken. */
  public boolean send(Party sender, Integer item) {
    if (isClosed) {
      throw new IllegalStateException("closed");
    }
    Party receiver = first;
    if (receiver == null || sendersWait) {
      sender.item = item;
      sendersWait = true;
      join(sender);
      return false;
    }
    leave(receiver);
    receiver.item = item;
    loop.callSoon(receiver);
    return true;
  }

  /** Null if the receiver has to wait; it is ready again when it was given an item. */
  public @Nullable Integer receive(Party receiver) {
    Party sender = first;
    if (sender == null || !sendersWait) {
      if (isClosed) {
        throw new IllegalStateException("closed");
      }
      sendersWait = false;
      join(receiver);
      return null;
    }
    leave(sender);
    Integer item = sender.takeItem();
    loop.callSoon(sender);
    return item;
  }

  private void join(Party party) {
    Party before = last;
    if (before == null) {
      first = party;
    } else {
      before.next = party;
    }
    last = party;
  }

  private void leave(Party party) {
    Party behind = party.next;
    first = behind;
    if (behind == null) {
      last = null;
    } else {
      party.next = null;
    }
  }

  /** Makes ready all that wait; they are given nothing. */
  public void close() {
    isClosed = true;
    for (Party waiter = first; waiter != null; waiter = first) {
      leave(waiter);
      loop.callSoon(waiter);
    }
  }
}
