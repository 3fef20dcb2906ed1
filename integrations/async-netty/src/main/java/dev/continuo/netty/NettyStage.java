package dev.continuo.netty;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A view of a future of Netty that follows it, and cancels it. */
final class NettyStage<T extends @Nullable Object> extends CompletableFuture<T> {

  private final Future<T> future;
  private final GenericFutureListener<Future<T>> listener = this::follow;

  private NettyStage(Future<T> future) {
    this.future = future;
  }

  static <T extends @Nullable Object> NettyStage<T> of(Future<T> future) {
    NettyStage<T> stage = new NettyStage<>(future);
    if (future.isDone()) {
      stage.follow(future);
    } else {
      var unused = future.addListener(stage.listener);
    }
    return stage;
  }

  private void follow(Future<T> done) {
    if (done.isCancelled()) {
      super.cancel(false);
    } else if (done.isSuccess()) {
      complete(done.getNow());
    } else {
      completeExceptionally(done.cause());
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && !future.isDone()) {
      var unused = future.removeListener(listener);
      future.cancel(mayInterruptIfRunning);
    }
    return cancelled;
  }

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public String toString() {
    return future.toString();
  }
}
