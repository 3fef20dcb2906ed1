package dev.continuo.internal;

/** A timer of a queue without a loop. */
final class QueuedTimer extends LoopTimer {

  private final TimerQueue queue;

  QueuedTimer(TimerQueue queue, long when, int sequence) {
    super(when, sequence, Bindings.EMPTY);
    this.queue = queue;
  }

  @Override
  TimerQueue queue() {
    return queue;
  }

  @Override
  void invoke() {}
}
