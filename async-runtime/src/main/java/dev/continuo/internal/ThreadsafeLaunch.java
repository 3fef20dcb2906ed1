package dev.continuo.internal;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** asyncio's run_coroutine_threadsafe. */
public final class ThreadsafeLaunch {
  private ThreadsafeLaunch() {}

  /** Makes a task of the loop, from any thread. */
  public static <T extends @Nullable Object> CompletableFuture<T> submit(
      Coroutine<? extends T> coroutine, EventLoop loop) {
    DefaultLoop.checkCoroutine(coroutine);
    if (!(loop instanceof DefaultLoop target)) {
      throw new IllegalArgumentException("another kind of event loop: " + loop);
    }
    return bridged(coroutine, target);
  }

  static <T extends @Nullable Object> Bridge<T> bridged(
      Coroutine<? extends T> coroutine, DefaultLoop target) {
    BoundContext context = BoundContext.copyOfCurrent(); // the caller's, as call_soon_threadsafe
    Bridge<T> bridge = Bridge.toBeConnected(target);
    boolean accepted =
        target.tryPost(
            () -> {
              try {
                bridge.connect(target.<T>createTask(coroutine, null, context, false));
              } catch (RuntimeException | Error e) {
                bridge.refused(e);
                throw e;
              }
            },
            bridge::abandoned);
    if (!accepted) {
      throw RunState.closedLoop();
    }
    return bridge;
  }
}
