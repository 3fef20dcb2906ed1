package dev.continuo.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A done callback of the runtime's own that says on whose behalf it waits, for dumps. */
interface Follower extends Consumer<LoopFuture<?>> {

  /**
   * Who waits.
   *
   * @return a task; or a future, and then whoever waits for that; or null for somebody outside
   */
  @Nullable LoopFuture<?> follower();

  /** What stands between the two, or who it is that waits outside. */
  String through();

  /** One that does what {@code action} does. */
  static Follower of(
      @Nullable LoopFuture<?> follower, String through, Consumer<LoopFuture<?>> action) {
    return new Plain(follower, through, action);
  }

  /** The general one; what is made in great numbers has a record of its own. */
  record Plain(@Nullable LoopFuture<?> follower, String through, Consumer<LoopFuture<?>> action)
      implements Follower {
    @Override
    public void accept(LoopFuture<?> done) {
      action.accept(done);
    }
  }
}
