package dev.continuo;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that will be there later, bound to one event loop; asyncio's {@code Future}.
 *
 * <pre>{@code
 * AsyncFuture<String> answer = EventLoop.running().createFuture();
 * createTask(thinkAbout(answer));        // calls answer.setResult("42") some day
 * String s = await(answer);              // suspends until then
 * }</pre>
 *
 * <pre>
 *   PENDING ──setResult──▶ FINISHED (value)
 *      ├──setException──▶ FINISHED (failure)
 *      └──cancel──▶ CANCELLED
 * </pre>
 *
 * <p>Threads: everything here belongs to the loop's thread. {@link #setResult}, {@link
 * #setException}, {@link #cancel} and {@link #addDoneCallback} called from another thread throw
 * {@link IllegalStateException}; use {@link EventLoop#callSoonThreadsafe}.
 *
 * @param <T> the type of the result, which may be null
 */
public interface AsyncFuture<T extends @Nullable Object> extends Awaitable<T> {

  @Override
  default Awaitable<? extends T> asAwaitable() {
    return this;
  }

  /**
   * The loop that this future belongs to.
   *
   * @return the loop
   */
  EventLoop loop();

  /**
   * Whether there is a value or a failure, or the future was cancelled.
   *
   * @return true unless it is pending
   */
  boolean done();

  /**
   * Whether the future was cancelled.
   *
   * @return true if {@link #cancel} succeeded
   */
  boolean cancelled();

  /**
   * The value of a finished future; marks its failure as retrieved.
   *
   * <p>A failure is thrown as it is: the original exception, even a checked one.
   *
   * @return the value, which may be null
   * @throws CancelledError if the future was cancelled
   * @throws InvalidStateException if it is still pending
   */
  T result();

  /**
   * The failure of a finished future; marks it as retrieved.
   *
   * @return the failure, or null if there is a value
   * @throws CancelledError if the future was cancelled
   * @throws InvalidStateException if it is still pending
   */
  @Nullable Throwable exception();

  /**
   * Completes the future with a value. Callbacks run in the next tick of the loop.
   *
   * @param result the value, which may be null
   * @throws InvalidStateException if the future is done
   * @throws IllegalStateException on a {@link Task}, or on a thread that is not the loop's
   */
  void setResult(T result);

  /**
   * Completes the future with a failure. If nothing ever retrieves it, it is reported to the loop's
   * exception handler.
   *
   * @param failure the failure
   * @throws InvalidStateException if the future is done
   * @throws IllegalStateException on a {@link Task}, or on a thread that is not the loop's
   */
  void setException(Throwable failure);

  /**
   * Cancels the future, as {@code cancel(null)}.
   *
   * @return false if it was done
   */
  default boolean cancel() {
    return cancel(null);
  }

  /**
   * Cancels the future: whoever awaits it gets a {@link CancelledError}. On a {@link Task} this
   * only asks: the body sees a CancelledError at its next suspension point and may refuse.
   *
   * @param message the message of that error, or null
   * @return false if the future was done
   */
  boolean cancel(@Nullable String message);

  /**
   * Has the loop call {@code callback} once this future is done, always in a later tick than the
   * one that completed it, even if it is done already. It runs in a copy of the current context.
   *
   * @param callback gets this future; what it throws goes to the loop's exception handler
   */
  void addDoneCallback(Consumer<? super AsyncFuture<T>> callback);

  /**
   * The same in a context of your choice.
   *
   * @param callback gets this future
   * @param context the context that it runs in, not a copy of it
   */
  void addDoneCallback(Consumer<? super AsyncFuture<T>> callback, Context context);

  /**
   * Removes every registration of {@code callback}.
   *
   * @param callback what was given to {@link #addDoneCallback}, by {@code equals}
   * @return how many registrations were removed
   */
  int removeDoneCallback(Consumer<? super AsyncFuture<T>> callback);

  /**
   * A view for code that does not know Continuo. It completes when this future does; cancelled
   * becomes cancelled. Cancelling the view cancels this future, from any thread.
   *
   * @return a new CompletableFuture
   */
  CompletableFuture<T> toCompletableFuture();
}
