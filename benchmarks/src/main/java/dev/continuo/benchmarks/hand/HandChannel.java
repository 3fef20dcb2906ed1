package dev.continuo.benchmarks.hand;

/** The contestant of the channel: two state machines written by hand. */
public final class HandChannel {

  private abstract static class Machine extends HandRendezvous.Party {
    int state;
    boolean isDone;
  }

  private final HandLoop loop = new HandLoop();

  /** Sends so many numbers to and fro; the sum of what came back. */
  public int pingPong(int count) {
    HandRendezvous there = new HandRendezvous(loop);
    HandRendezvous back = new HandRendezvous(loop);
    Ping ping = new Ping(there, back, count);
    Pong pong = new Pong(there, back, count);
    loop.callSoon(ping);
    loop.callSoon(pong);
    loop.run();
    if (!ping.isDone || !pong.isDone) {
      throw new IllegalStateException("nobody is ready");
    }
    return ping.sum;
  }

  private static final class Ping extends Machine {
    private final HandRendezvous there;
    private final HandRendezvous back;
    private final int count;
    private int i;
    private int sum;

    Ping(HandRendezvous there, HandRendezvous back, int count) {
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
            Integer item = back.receive(this);
            if (item == null) {
              return;
            }
            received(item);
            continue;
          default:
            received(takeItem());
        }
      }
    }

    private void received(Integer item) {
      sum += item;
      i++;
      state = 0;
    }
  }

  private static final class Pong extends Machine {
    private final HandRendezvous there;
    private final HandRendezvous back;
    private final int count;
    private int i;

    Pong(HandRendezvous there, HandRendezvous back, int count) {
      this.there = there;
      this.back = back;
      this.count = count;
    }

    @Override
    public void run() {
      for (; ; ) {
        Integer item;
        if (state == 0) { // sent
          if (i == count) {
            isDone = true;
            return;
          }
          state = 1;
          item = there.receive(this);
          if (item == null) {
            return;
          }
        } else {
          item = takeItem();
        }
        i++;
        state = 0;
        if (!back.send(this, item + 1)) {
          return;
        }
      }
    }
  }
}
