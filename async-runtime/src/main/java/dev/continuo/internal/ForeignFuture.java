package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/**
 * A future of the loop that something outside completes: an executor call or a CompletionStage. The
 * outcome comes through the loop's inbox; one that comes after a cancellation is ignored, and by
 * then this object refers to nobody who waited. While pending it may hold a virtual clock.
 */
abstract class ForeignFuture<T extends @Nullable Object> extends LoopFuture<T> {

  /** 1 if this keeps a virtual clock from jumping, else 0. */
  private final int hold;

  ForeignFuture(DefaultLoop loop, boolean holdsClock) {
    super(loop);
    hold = holdsClock ? 1 : 0;
    loop.holds += hold;
  }

  /** Called by any thread, once. If the loop is closed nobody waits any more. */
  final void post(@Nullable Object value, @Nullable Throwable failure) {
    loop.tryPost(() -> arrive(value, failure));
  }

  private void arrive(@Nullable Object value, @Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
    } else {
      complete(value);
    }
  }

  @Override
  final void settled() {
    loop.holds -= hold;
  }

  @Override
  final boolean cancelInternally(@Nullable String message) {
    boolean cancelled = settleCancelled(message);
    if (cancelled) {
      cancelSource();
    }
    return cancelled;
  }

  /** Called once, when this was cancelled before the outcome came. */
  abstract void cancelSource();
}
