package dev.continuo.netty;

import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Awaits what Netty calls a future, and shows Netty a coroutine as one.
 *
 * <pre>{@code
 * Channel channel = bootstrap.register().channel();
 * await(awaitable(channel.connect(address)));
 * await(awaitable(channel.writeAndFlush(request)));
 * }</pre>
 *
 * <p>The futures of Vert.x need nothing of this: {@code await(future.toCompletionStage())}.
 */
public final class NettyFutures {
  private NettyFutures() {}

  /**
   * A future of Netty as something to await, on whatever thread it is completed; the task is
   * resumed on its own.
   *
   * <p>Cancelling the task that awaits cancels the future, if it can be cancelled; {@code
   * Continuo.shield} keeps it. A future that was cancelled by others fails the await with its
   * {@link java.util.concurrent.CancellationException}, an ordinary failure: it is not this task
   * that was cancelled.
   *
   * @param future a future or promise of Netty, a ChannelFuture for example
   * @param <T> the type of its result
   * @return an awaitable, for coroutines on any event loop; it may be awaited several times
   */
  public static <T extends @Nullable Object> Awaitable<T> awaitable(Future<T> future) {
    return () ->
        future.isSuccess()
            ? Continuo.value(future.getNow())
            : Continuo.ensureFuture(completable(future));
  }

  /**
   * A future of Netty as a CompletableFuture: it completes as the future does, on the thread that
   * completes it, and cancelling it cancels the future.
   *
   * @param future a future or promise of Netty
   * @param <T> the type of its result
   * @return a new view of it
   */
  public static <T extends @Nullable Object> CompletableFuture<T> completable(Future<T> future) {
    return NettyStage.of(future);
  }

  /**
   * Makes a coroutine a task of the loop of an event loop ({@link NettyLoop#of}), and a future of
   * Netty that is completed when it is done: with its result, its failure, or as cancelled.
   *
   * <pre>{@code
   * Future<Reply> reply = NettyFutures.start(ask(question), channel.eventLoop());
   * reply.addListener(done -> …);                 // on the thread of the event loop
   * }</pre>
   *
   * @param coroutine a coroutine that was not started
   * @param executor where it runs
   * @param <T> the type of the result
   * @return the future; cancelling it cancels the task. May be called by any thread
   * @throws IllegalStateException if the executor was shut down
   */
  public static <T extends @Nullable Object> Future<T> start(
      Coroutine<? extends T> coroutine, EventExecutor executor) {
    Promise<T> promise = executor.newPromise();
    CompletableFuture<T> task = Continuo.runCoroutineThreadsafe(coroutine, NettyLoop.of(executor));
    var unused =
        task.whenComplete(
            (value, failure) -> {
              if (task.isCancelled()) {
                promise.cancel(false);
              } else if (failure != null) {
                promise.tryFailure(failure);
              } else {
                promise.trySuccess(value);
              }
            });
    return promise.addListener(
        done -> {
          if (done.isCancelled()) {
            task.cancel(false);
          }
        });
  }
}
