package dev.continuo.internal;

import dev.continuo.AsyncFuture;

/** asyncio's shield: an outer future that follows an inner one but does not pass a cancel on. */
public final class Shield {
  private Shield() {}

  /** A future that {@code inner} completes, and whose cancellation leaves {@code inner} alone. */
  @SuppressWarnings("unchecked") // inner only gives values of T
  public static <T> AsyncFuture<T> over(AsyncFuture<? extends T> inner) {
    LoopFuture<?> source = (LoopFuture<?>) inner;
    if (source.done()) {
      return (AsyncFuture<T>) inner;
    }
    LoopFuture<T> outer = source.loop.newFuture();
    DoneCallback registration =
        source.onDone(Follower.of(outer, "shield", done -> follow(done, outer)));
    outer.onDone(
        done -> {
          if (!source.done()) {
            source.removeWaiting(registration);
          }
        });
    return outer;
  }

  private static void follow(LoopFuture<?> done, LoopFuture<?> outer) {
    Throwable failure = done.takeFailure();
    if (done.cancelled()) {
      outer.cancelInternally(failure == null ? null : failure.getMessage());
    } else if (failure != null) {
      outer.fail(failure);
    } else {
      outer.complete(done.value());
    }
  }
}
