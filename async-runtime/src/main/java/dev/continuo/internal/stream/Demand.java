package dev.continuo.internal.stream;

import dev.continuo.EventLoop;
import dev.continuo.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber of a {@link StreamPublisher} wants; it may say so on any thread. Guarded by
 * this object's monitor; calls out are made without it.
 */
final class Demand implements Flow.Subscription {

  final EventLoop loop;
  private long requested;
  private boolean isCancelled;
  private @Nullable IllegalArgumentException violation;
  private @Nullable CompletableFuture<@Nullable Void> waiting;
  private @Nullable Task<?> task;
  private boolean isEnding;

  Demand(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public void request(long count) {
    CompletableFuture<@Nullable Void> waited;
    boolean isViolation = count <= 0;
    synchronized (this) {
      if (isCancelled) {
        return; // rule 3.6
      }
      if (isViolation && violation == null) {
        violation =
            new IllegalArgumentException(
                "request(" + count + "): a subscriber must request at least 1 (rule 3.9)");
      } else if (!isViolation) {
        requested = requested + count < 0 ? Long.MAX_VALUE : requested + count;
      }
      waited = waiting;
      waiting = null;
    }
    if (waited != null) {
      waited.complete(null);
    } else if (isViolation) {
      endTask();
    }
  }

  @Override
  public void cancel() {
    synchronized (this) {
      if (isCancelled) {
        return;
      }
      isCancelled = true;
      waiting = null; // it holds nobody up: the task is cancelled
    }
    endTask();
  }

  /** Cancels the task, which may wait for its source. */
  private void endTask() {
    Task<?> running;
    synchronized (this) {
      running = task;
    }
    if (running != null) {
      try {
        var unused = loop.callSoonThreadsafe(() -> endNow(running));
      } catch (IllegalStateException closed) {
        return; // so is the task
      }
    }
  }

  private void endNow(Task<?> running) {
    boolean isClosing;
    synchronized (this) {
      isClosing = isEnding;
      isEnding = true;
    }
    if (!isClosing) {
      running.cancel();
    }
  }

  /** The task has begun to close its source, and is not to be disturbed any more. */
  synchronized void ends() {
    isEnding = true;
  }

  /** The task that serves this demand. */
  synchronized void run(Task<?> running) {
    task = running;
  }

  /** Whether nothing is to be published any more. */
  synchronized boolean isOver() {
    return isCancelled || violation != null;
  }

  synchronized boolean isCancelled() {
    return isCancelled;
  }

  synchronized @Nullable IllegalArgumentException violation() {
    return violation;
  }

  /** Takes a request for one element; false if there is none. */
  synchronized boolean take() {
    if (requested == 0) {
      return false;
    }
    if (requested != Long.MAX_VALUE) {
      requested--;
    }
    return true;
  }

  /** Something to wait for before an element is asked for, or null if one was requested. */
  synchronized @Nullable CompletableFuture<@Nullable Void> awaitRequest() {
    if (requested > 0) {
      return null;
    }
    CompletableFuture<@Nullable Void> more = new CompletableFuture<>();
    waiting = more;
    return more;
  }
}
