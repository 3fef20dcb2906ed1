package dev.continuo.internal;

import org.jspecify.annotations.Nullable;

/** A callback given to {@code callSoon}. */
final class CallbackHandle extends LoopHandle {

  // Not volatile: the store of the constructor would need a fence. It is read once, and a cancel
  // from another thread may come too late in any case.
  private @Nullable Runnable callback;

  CallbackHandle(Runnable callback, Object contextSlot) {
    super(contextSlot);
    this.callback = callback;
  }

  @Override
  void invoke() {
    Runnable body = callback;
    if (body != null) {
      body.run();
    }
  }

  /** Drops what the callback refers to at once; the handle may stay in the queue for long. */
  @Override
  public void cancel() {
    super.cancel();
    callback = null;
  }

  @Override
  void abandon() {
    cancel(); // so that whoever holds the handle can see it
  }

  @Override
  public String toString() {
    Runnable body = callback;
    return "Handle[" + (body == null || cancelled() ? "cancelled" : body.toString()) + "]";
  }
}
