package dev.continuo.internal;

import dev.continuo.TimerHandle;
import org.jspecify.annotations.Nullable;

/**
 * A callback given to {@code callLater} or {@code callAt}; when due it goes through the ready queue
 * like any other.
 */
final class CallbackTimer extends LoopHandle implements TimerHandle {

  private final DefaultLoop loop;
  private final long when;
  private @Nullable Runnable callback;

  /** Whether the timer queue of the loop holds this timer. */
  boolean isQueued;

  CallbackTimer(DefaultLoop loop, long when, Runnable callback, Object contextSlot) {
    super(contextSlot);
    this.loop = loop;
    this.when = when;
    this.callback = callback;
  }

  @Override
  public long when() {
    return when;
  }

  @Override
  void invoke() {
    Runnable body = callback;
    if (body != null) {
      body.run();
    }
  }

  /** Drops what the callback refers to at once; the timer may stay in the queue for long. */
  @Override
  public void cancel() {
    loop.checkThread();
    if (!cancelled()) {
      super.cancel();
      callback = null;
      if (isQueued) {
        loop.schedule.timers().cancelled();
      }
    }
  }

  @Override
  public String toString() {
    return "TimerHandle[" + when + " ns, " + (callback == null ? "cancelled" : callback) + "]";
  }
}
