package dev.continuo.internal.net;

import dev.continuo.EventLoop;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.RuntimeFrame;
import org.jspecify.annotations.Nullable;

/** Opens a socket: what a function of {@code EventLoop}, or one above it, gives. */
abstract class Opening<R> extends RuntimeFrame<R> {

  private final String function;

  /** The only loop that may run this; null for any. */
  private final @Nullable EventLoop owner;

  Opening(String function, @Nullable EventLoop owner) {
    super(true);
    this.function = function;
    this.owner = owner;
  }

  /** The loop that runs this, if it may. */
  final DefaultLoop checkedLoop() {
    DefaultLoop loop = DefaultLoop.running();
    if (owner != null && owner != loop) {
      throw new IllegalStateException(
          function + "() was asked of another event loop than the one that runs");
    }
    return loop;
  }

  /** The type of the API that has the function, if that is not the loop. */
  abstract String typeAbove();

  @Override
  protected final String type() {
    return owner == null ? typeAbove() : "EventLoop";
  }

  @Override
  protected final String function() {
    return function;
  }
}
