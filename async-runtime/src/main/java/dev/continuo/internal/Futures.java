package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes futures of whatever can be awaited. */
public final class Futures {
  private Futures() {}

  /** asyncio's ensure_future. */
  @SuppressWarnings("unchecked") // Awaitable only gives values of T
  public static <T extends @Nullable Object> AsyncFuture<T> ensure(
      DefaultLoop loop, Awaitable<? extends T> awaitable) {
    if (awaitable instanceof LoopFuture<?> future) {
      if (future.loop != loop) {
        throw new IllegalArgumentException(
            "The future belongs to a different loop than the one specified: " + future);
      }
      return (LoopFuture<T>) future;
    }
    if (awaitable instanceof Coroutine<?> coroutine) {
      return loop.createTask((Coroutine<? extends T>) coroutine);
    }
    if (awaitable instanceof AsyncFuture<?> other) {
      throw new IllegalArgumentException("a future of another kind of event loop: " + other);
    }
    return loop.createTask(new AwaitFrame<T>(awaitable));
  }

  /** A future for a CompletionStage. */
  public static <T extends @Nullable Object> AsyncFuture<T> ensure(
      DefaultLoop loop, CompletionStage<? extends T> stage) {
    loop.checkThread();
    return StageFuture.subscribed(loop, stage);
  }
}
