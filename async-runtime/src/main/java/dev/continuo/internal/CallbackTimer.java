package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/** A callback given to {@code callLater} or {@code callAt}. */
final class CallbackTimer extends LoopTimer {

  private final DefaultLoop loop;
  private @Nullable Runnable callback;

  CallbackTimer(DefaultLoop loop, long when, int sequence, Runnable callback, Object contextSlot) {
    super(when, sequence, contextSlot);
    this.loop = loop;
    this.callback = callback;
  }

  @Override
  TimerQueue queue() {
    return loop.schedule.timers();
  }

  @Override
  void invoke() {
    Runnable body = callback;
    if (body != null) {
      body.run();
    }
  }

  @Override
  public void cancel() {
    loop.checkThread();
    super.cancel();
    callback = null;
  }

  @Override
  public String toString() {
    return "TimerHandle[" + when + " ns, " + (callback == null ? "cancelled" : callback) + "]";
  }
}
