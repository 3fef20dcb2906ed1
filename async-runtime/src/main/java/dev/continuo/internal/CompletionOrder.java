package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.sync.AsyncQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code asCompleted} does: CPython 3.13's _AsCompletedIterator. Futures that are done go into
 * a queue; an end of the time puts what stands for the rest.
 */
public final class CompletionOrder<T extends @Nullable Object>
    implements AsyncIterator<AsyncFuture<T>> {

  private final AsyncQueue<Ended<T>> done = AsyncQueue.fifo();
  private final Map<LoopFuture<?>, DoneCallback> pending = new LinkedHashMap<>();
  private int left;
  private @Nullable CallbackTimer alarm;

  private record Ended<T extends @Nullable Object>(@Nullable LoopFuture<T> future) {}

  /**
   * Begins to watch.
   *
   * @param awaitables coroutines become tasks; what is there twice counts once
   * @param timeout until when, or null
   */
  @SuppressWarnings("unchecked") // the awaitables only give values of T
  public CompletionOrder(
      DefaultLoop loop,
      Collection<? extends Awaitable<? extends T>> awaitables,
      @Nullable Duration timeout) {
    try {
      for (Awaitable<? extends T> each : awaitables) {
        LoopFuture<T> future = (LoopFuture<T>) Futures.<T>ensure(loop, each);
        if (!pending.containsKey(future)) {
          pending.put(future, future.onDone(ended -> completed(future)));
        }
      }
    } catch (RuntimeException e) {
      abandon(awaitables);
      throw e;
    }
    left = pending.size();
    if (timeout != null && left > 0) {
      alarm = (CallbackTimer) loop.callLater(timeout, this::timeIsOver);
    }
  }

  /** One of them was refused: nobody will hear of the tasks that were made for those before. */
  private void abandon(Collection<? extends Awaitable<?>> given) {
    pending.forEach(
        (future, registration) -> {
          future.removeWaiting(registration);
          if (!given.contains(future)) {
            future.cancelInternally(null);
          }
        });
  }

  /** Whether there are more. */
  public boolean hasNext() {
    return left > 0;
  }

  @Override
  public Coroutine<AsyncFuture<T>> next() {
    return new Next<AsyncFuture<T>>(false);
  }

  /** The result of the next one. */
  public Coroutine<T> nextResult() {
    left--;
    return new Next<T>(true);
  }

  private void completed(LoopFuture<T> future) {
    if (pending.remove(future) == null) {
      return;
    }
    done.putNowait(new Ended<>(future));
    if (pending.isEmpty() && alarm != null) {
      alarm.cancel();
    }
  }

  private void timeIsOver() {
    for (Map.Entry<LoopFuture<?>, DoneCallback> each : pending.entrySet()) {
      each.getKey().removeWaiting(each.getValue());
      done.putNowait(new Ended<>(null));
    }
    pending.clear();
  }

  /** Takes the next from the queue. */
  private final class Next<R extends @Nullable Object> extends RuntimeFrame<R> {
    private final boolean isResult;

    Next(boolean isResult) {
      this.isResult = isResult;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      Object taken;
      if (state == STARTED) {
        if (!isResult) {
          if (left == 0) {
            throw new StopAsyncIteration();
          }
          left--;
        }
        taken = await(done.get(), driver, 1);
        if (taken == Driver.SUSPENDED) {
          return taken;
        }
      } else {
        try {
          taken = driver.result();
        } catch (CancelledError e) {
          left += isResult ? 0 : 1; // the next call gets what this one did not
          throw e;
        }
      }
      if (!(taken instanceof Ended<?> ended) || ended.future == null) {
        throw new DeadlineExceededException("asCompleted: not all were done in time", null);
      }
      if (!isResult) {
        return ended.future;
      }
      Throwable failure = ended.future.takeFailure();
      if (failure != null) {
        throw failure;
      }
      return ended.future.value();
    }

    @Override
    protected String function() {
      return "asCompleted";
    }
  }
}
