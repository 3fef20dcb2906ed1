package dev.continuo.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A future of the loop as other code sees it: a CompletableFuture that completes with it, on the
 * loop's thread, and that cancels it from any thread. When the loop closes first it is cancelled,
 * so that nobody waits for ever.
 */
final class Bridge<T extends @Nullable Object> extends CompletableFuture<T> {

  private final DefaultLoop loop;

  /** Null until a task made on the loop's thread is known; guarded by this. */
  private @Nullable LoopFuture<? extends T> source;

  private boolean cancelRequested;

  /** What the source failed with: a CancellationException may be that, too. */
  private volatile @Nullable Throwable failure;

  private Bridge(DefaultLoop loop) {
    this.loop = loop;
  }

  /** A view of a future; called on the loop's thread. */
  static <T extends @Nullable Object> Bridge<T> from(LoopFuture<T> source) {
    Bridge<T> bridge = new Bridge<>(source.loop);
    bridge.connect(source);
    return bridge;
  }

  /** A view of a future that the loop's thread will make and {@link #connect}. */
  static <T extends @Nullable Object> Bridge<T> toBeConnected(DefaultLoop loop) {
    return new Bridge<>(loop);
  }

  /** Whether a stage is a view of a future of {@code loop}. */
  static boolean isOf(CompletionStage<?> stage, DefaultLoop loop) {
    return stage instanceof Bridge<?> bridge && bridge.loop == loop;
  }

  /** Follows {@code future}; called on the loop's thread. */
  void connect(LoopFuture<? extends T> future) {
    boolean cancelNow;
    synchronized (this) {
      source = future;
      cancelNow = cancelRequested;
    }
    if (future.done()) {
      follow(future);
      return;
    }
    loop.bridges.add(this);
    future.onDone(Follower.of(null, "a CompletableFuture", done -> follow(future)));
    if (cancelNow) {
      future.cancelInternally(null);
    }
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only values of T come in
  private void follow(LoopFuture<? extends T> future) {
    loop.bridges.remove(this);
    Throwable thrown = future.takeFailure();
    if (future.cancelled()) {
      super.cancel(false);
    } else if (thrown != null) {
      failure = thrown;
      completeExceptionally(thrown);
    } else {
      complete((T) future.value());
    }
  }

  /** What the source failed with, unless it was cancelled. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** The loop closed, and no callback of it will come. */
  void abandoned() {
    LoopFuture<? extends T> future;
    synchronized (this) {
      future = source;
    }
    if (future != null && future.done()) {
      follow(future);
    } else {
      super.cancel(false);
    }
  }

  /** Fails the view with what kept the loop from making the future. */
  void refused(Throwable thrown) {
    completeExceptionally(thrown);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    LoopFuture<? extends T> target;
    synchronized (this) {
      if (!cancelled || cancelRequested) {
        return cancelled;
      }
      cancelRequested = true;
      target = source;
    }
    if (target != null) {
      loop.tryPost(() -> target.cancelInternally(null));
    }
    return true;
  }

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
