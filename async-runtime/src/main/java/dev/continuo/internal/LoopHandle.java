package dev.continuo.internal;

import dev.continuo.Handle;

/** A callback in the ready queue, with the context that it runs in. */
abstract class LoopHandle implements Handle, ContextOwner {

  private Object contextSlot;

  // Volatile: callSoonThreadsafe gives handles to other threads.
  private volatile boolean cancelled;

  LoopHandle(Object contextSlot) {
    this.contextSlot = contextSlot;
  }

  /** What the loop does with this handle when its turn comes. */
  abstract void invoke() throws Throwable;

  /** The loop closed, and {@link #invoke} will never be called. */
  void abandon() {}

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public final boolean cancelled() {
    return cancelled;
  }

  @Override
  public final Object contextSlot() {
    return contextSlot;
  }

  @Override
  public final void contextSlot(BoundContext context) {
    contextSlot = context;
  }
}
