package dev.continuo.internal;

import java.util.function.Consumer;

/** A done callback of a future: waits in the future, then runs as a callback of the loop. */
final class DoneCallback extends LoopHandle {

  private final LoopFuture<?> future;
  private final Consumer<Object> callback;

  @SuppressWarnings("unchecked") // the consumer takes this very future
  DoneCallback(LoopFuture<?> future, Consumer<?> callback, Object contextSlot) {
    super(contextSlot);
    this.future = future;
    this.callback = (Consumer<Object>) callback;
  }

  Consumer<?> callback() {
    return callback;
  }

  boolean calls(Consumer<?> other) {
    return callback.equals(other);
  }

  @Override
  void invoke() {
    callback.accept(future);
  }

  @Override
  public String toString() {
    return "Handle[" + callback + " on " + future + "]";
  }
}
