package dev.continuo.internal;

import dev.continuo.TimerHandle;
import org.jspecify.annotations.Nullable;

/** An entry of the {@link TimerQueue}; when due it goes through the ready queue like a callback. */
abstract class LoopTimer extends LoopHandle implements TimerHandle {

  /** Orders equal deadlines. */
  final int sequence;

  final long when;

  /** Whether the queue of its loop holds this timer. */
  boolean isQueued;

  LoopTimer(long when, int sequence, Object contextSlot) {
    super(contextSlot);
    this.when = when;
    this.sequence = sequence;
  }

  /** The queue of its loop; null only if nobody waits for this timer, and so nobody cancels it. */
  abstract @Nullable TimerQueue queue();

  @Override
  public final long when() {
    return when;
  }

  @Override
  public void cancel() {
    if (!cancelled()) {
      super.cancel();
      TimerQueue holder = isQueued ? queue() : null;
      if (holder != null) {
        holder.cancelled();
      }
    }
  }
}
