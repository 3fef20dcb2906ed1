package dev.continuo.internal;

import dev.continuo.TimerHandle;
import org.jspecify.annotations.Nullable;

/** An entry of the {@link TimerQueue}; when due it goes through the ready queue like a callback. */
abstract class LoopTimer extends LoopHandle implements TimerHandle {

  /** Orders equal deadlines. */
  final int sequence;

  final long when;

  /** The queue that holds this timer; null before and after. */
  @Nullable TimerQueue queue;

  LoopTimer(long when, int sequence, Object contextSlot) {
    super(contextSlot);
    this.when = when;
    this.sequence = sequence;
  }

  @Override
  public final long when() {
    return when;
  }

  @Override
  public void cancel() {
    if (!cancelled()) {
      super.cancel();
      TimerQueue holder = queue;
      if (holder != null) {
        holder.cancelled();
      }
    }
  }
}
