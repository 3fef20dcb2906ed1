package dev.continuo.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/**
 * The contestant of the channel: two state machines written by hand and a channel of capacity 0 as
 * small as it can be. It is a channel all the same: several may wait on either side, are served in
 * their order, and hear when it is closed. It knows no cancellation.
 */
public final class HandChannel {

  private abstract static class Machine extends HandLoop.Step {
    int state;

    /** What it wants to send while it waits, or what it was given. */
    @Nullable Integer item;

    /** Behind this one in the queue of the channel. */
    @Nullable Machine next;

    boolean isDone;
  }

  /** Machines that wait, linked through themselves: all senders, or all receivers. */
  private final class Channel {
    private @Nullable Machine first;
    private @Nullable Machine last;
    private boolean sendersWait;
    private boolean isClosed;

    /** False if the sender has to wait; it is ready again when its item was taken. */
    boolean send(Machine sender, Integer item) {
      if (isClosed) {
        throw new IllegalStateException("closed");
      }
      Machine receiver = first;
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
    @Nullable Integer receive(Machine receiver) {
      Machine sender = first;
      if (sender == null || !sendersWait) {
        if (isClosed) {
          throw new IllegalStateException("closed");
        }
        sendersWait = false;
        join(receiver);
        return null;
      }
      leave(sender);
      Integer item = sender.item;
      sender.item = null;
      loop.callSoon(sender);
      return item;
    }

    private void join(Machine machine) {
      Machine before = last;
      if (before == null) {
        first = machine;
      } else {
        before.next = machine;
      }
      last = machine;
    }

    private void leave(Machine machine) {
      Machine behind = machine.next;
      first = behind;
      if (behind == null) {
        last = null;
      } else {
        machine.next = null;
      }
    }

    void close() {
      isClosed = true;
      for (Machine waiter = first; waiter != null; waiter = first) {
        leave(waiter);
        loop.callSoon(waiter);
      }
    }
  }

  private final HandLoop loop = new HandLoop();

  /** Sends so many numbers to and fro; the sum of what came back. */
  public int pingPong(int count) {
    Channel there = new Channel();
    Channel back = new Channel();
    Ping ping = new Ping(there, back, count);
    Pong pong = new Pong(there, back);
    loop.callSoon(pong);
    loop.callSoon(ping);
    loop.run();
    if (!ping.isDone || !pong.isDone) {
      throw new IllegalStateException("nobody is ready");
    }
    return ping.sum;
  }

  private static final class Ping extends Machine {
    private final Channel there;
    private final Channel back;
    private final int count;
    private int i;
    private int sum;

    Ping(Channel there, Channel back, int count) {
      this.there = there;
      this.back = back;
      this.count = count;
    }

    @Override
    public void run() {
      for (; ; ) {
        switch (state) {
          case 0:
            if (i == count) {
              there.close();
              isDone = true;
              return;
            }
            state = 1;
            if (!there.send(this, i)) {
              return;
            }
            continue;
          case 1: // sent
            state = 2;
            item = back.receive(this);
            if (item == null) {
              return;
            }
            continue;
          default: // received
            Integer received = item;
            item = null;
            sum += received;
            i++;
            state = 0;
        }
      }
    }
  }

  private static final class Pong extends Machine {
    private final Channel there;
    private final Channel back;

    Pong(Channel there, Channel back) {
      this.there = there;
      this.back = back;
    }

    @Override
    public void run() {
      for (; ; ) {
        switch (state) {
          case 0: // sent
            state = 1;
            item = there.receive(this);
            if (item == null) {
              return;
            }
            continue;
          default:
            Integer received = item;
            if (received == null) {
              isDone = true; // closed
              return;
            }
            item = null;
            state = 0;
            if (!back.send(this, received + 1)) {
              return;
            }
        }
      }
    }
  }
}
