package dev.continuo.benchmarks;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The contestant of the channel: two state machines written by hand, which hand an item over
 * through a field, on the smallest loop possible.
 */
final class HandWrittenChannel {

  /** A place for one item and for who waits for it. */
  private static final class Slot {
    private @Nullable Integer item;
    private @Nullable Machine receiver;
  }

  private abstract static class Machine {
    int state;

    /** True when it is done. */
    abstract boolean step();
  }

  private final ArrayDeque<Machine> ready = new ArrayDeque<>();
  private final Slot there = new Slot();
  private final Slot back = new Slot();

  int pingPong(int count) {
    Ping ping = new Ping(count);
    ready.add(ping);
    ready.add(new Pong());
    Machine next;
    while ((next = ready.poll()) != null) {
      if (next.step() && next == ping) {
        ready.clear();
        return ping.sum;
      }
    }
    throw new IllegalStateException("nobody is ready");
  }

  private void send(Slot slot, Integer item) {
    slot.item = item;
    Machine receiver = slot.receiver;
    if (receiver != null) {
      slot.receiver = null;
      ready.add(receiver);
    }
  }

  private @Nullable Integer receive(Slot slot, Machine receiver) {
    Integer item = slot.item;
    if (item == null) {
      slot.receiver = receiver;
    } else {
      slot.item = null;
    }
    return item;
  }

  private final class Ping extends Machine {
    private final int count;
    private int i;
    private int sum;

    Ping(int count) {
      this.count = count;
    }

    @Override
    boolean step() {
      for (; ; ) {
        if (state == 0) {
          if (i == count) {
            return true;
          }
          send(there, i);
          state = 1;
        }
        Integer item = receive(back, this);
        if (item == null) {
          return false;
        }
        sum += item;
        i++;
        state = 0;
      }
    }
  }

  private final class Pong extends Machine {
    @Override
    boolean step() {
      for (; ; ) {
        Integer item = receive(there, this);
        if (item == null) {
          return false;
        }
        send(back, item + 1);
      }
    }
  }
}
