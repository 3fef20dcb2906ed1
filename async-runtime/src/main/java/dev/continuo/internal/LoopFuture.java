package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Context;
import dev.continuo.InvalidStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link AsyncFuture}.
 *
 * <p>Two fields change their meaning with the state, as a program may have a million futures:
 *
 * <pre>
 *   state      outcome                              callbacks
 *   PENDING    null (tasks: message of the cancel)  who waits: null, a LoopTask, a DoneCallback, or a list
 *   VALUE      the value                            null
 *   FAILED     the Throwable                        its FailureReport until somebody retrieves it
 *   CANCELLED  a CancelledError or its message      null
 * </pre>
 */
class LoopFuture<T extends @Nullable Object> implements AsyncFuture<T>, Awaited {

  static final byte PENDING = 0;
  static final byte VALUE = 1;
  static final byte FAILED = 2;
  static final byte CANCELLED = 3;

  final DefaultLoop loop;
  private byte state;
  @Nullable Object outcome;
  private @Nullable Object callbacks;

  LoopFuture(DefaultLoop loop) {
    this.loop = loop;
  }

  final byte state() {
    return state;
  }

  @Override
  public final DefaultLoop loop() {
    return loop;
  }

  @Override
  public final boolean done() {
    return state != PENDING;
  }

  @Override
  public final boolean cancelled() {
    return state == CANCELLED;
  }

  // Reading

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // only values of T come in
  public final T result() {
    Throwable failure = takeFailure();
    if (failure != null) {
      throw Sneaky.rethrow(failure);
    }
    return (T) outcome;
  }

  @Override
  public final @Nullable Throwable exception() {
    Throwable failure = takeFailure();
    if (state == CANCELLED && failure != null) {
      throw Sneaky.rethrow(failure);
    }
    return failure;
  }

  @Override
  public final @Nullable Object value() {
    return outcome;
  }

  @Override
  public final @Nullable Throwable takeFailure() {
    if (state == VALUE) {
      return null;
    }
    if (state == CANCELLED) {
      return takeCancellation();
    }
    if (state == PENDING) {
      throw new InvalidStateException("Result is not set: " + this);
    }
    if (callbacks instanceof FailureReport report) {
      callbacks = null;
      report.withdraw();
    }
    return (Throwable) outcome;
  }

  /** The failure without marking it as retrieved; null for a value or a cancelled future. */
  final @Nullable Throwable peekFailure() {
    return state == FAILED ? (Throwable) outcome : null;
  }

  /**
   * The error that the body died of goes to the first who asks, with its trace; others get one of
   * their own, as in CPython: a trace that grows along one chain must not show up in another.
   */
  private CancelledError takeCancellation() {
    if (outcome instanceof CancelledError error) {
      outcome = error.getMessage();
      return error;
    }
    return new CancelledError((String) outcome);
  }

  // Completing

  @Override
  public void setResult(T result) {
    loop.checkThread();
    if (!complete(result)) {
      throw new InvalidStateException("Result is already set: " + this);
    }
  }

  @Override
  public void setException(Throwable failure) {
    loop.checkThread();
    if (state != PENDING) {
      throw new InvalidStateException("Result is already set: " + this);
    }
    fail(failure);
  }

  @Override
  public boolean cancel(@Nullable String message) {
    loop.checkThread();
    return cancelInternally(message);
  }

  /** Completes with a value, from the loop's thread; false if it was done. */
  final boolean complete(@Nullable Object value) {
    if (state != PENDING) {
      return false;
    }
    state = VALUE;
    outcome = value;
    settle();
    return true;
  }

  final boolean fail(Throwable failure) {
    if (state != PENDING) {
      return false;
    }
    state = FAILED;
    outcome = failure;
    settle();
    callbacks = loop.failures.register(this, failure);
    return true;
  }

  /** What {@link #cancel} does after the check of the thread; tasks and bridges differ here. */
  boolean cancelInternally(@Nullable String message) {
    return settleCancelled(message);
  }

  /**
   * Ends as cancelled.
   *
   * @param cause a CancelledError, or the message of one that nobody may ever need
   */
  final boolean settleCancelled(@Nullable Object cause) {
    if (state != PENDING) {
      return false;
    }
    state = CANCELLED;
    outcome = cause;
    settle();
    return true;
  }

  /** Hands everybody who waits to the loop. */
  private void settle() {
    Object waiting = callbacks;
    callbacks = null;
    if (waiting instanceof WaitList list) {
      for (Object each : list) {
        loop.ready(each);
      }
    } else if (waiting != null) {
      loop.ready(waiting);
    }
    settled();
  }

  /** For subclasses: called once, when the future is done. */
  void settled() {}

  // Waiting

  @Override
  public final void subscribe(LoopTask<?> task, DefaultLoop taskLoop) {
    addWaiting(task);
  }

  @Override
  public final boolean unsubscribe(LoopTask<?> task) {
    if (done()) {
      return false;
    }
    removeWaiting(task);
    return true;
  }

  @Override
  public final boolean cancelWait(LoopTask<?> task, @Nullable String message) {
    return cancelInternally(message);
  }

  @Override
  public void addDoneCallback(Consumer<? super AsyncFuture<T>> callback) {
    loop.checkThread();
    addWaiting(new DoneCallback(this, callback, ContextOwner.slot(null, loop.run.threadState())));
  }

  @Override
  public final void addDoneCallback(Consumer<? super AsyncFuture<T>> callback, Context context) {
    loop.checkThread();
    BoundContext bound = BoundContext.of(context);
    addWaiting(new DoneCallback(this, callback, ContextOwner.slot(bound, loop.run.threadState())));
  }

  /** Registers a callback of the runtime's own, which needs no context. */
  final DoneCallback onDone(Consumer<LoopFuture<?>> callback) {
    DoneCallback registration = new DoneCallback(this, callback, Bindings.EMPTY);
    addWaiting(registration);
    return registration;
  }

  final void addWaiting(Object waiter) {
    if (state != PENDING) {
      loop.ready(waiter);
    } else if (callbacks == null) {
      callbacks = waiter;
    } else if (callbacks instanceof WaitList list) {
      list.add(waiter);
    } else {
      WaitList list = new WaitList();
      list.add(callbacks);
      list.add(waiter);
      callbacks = list;
    }
  }

  /** A class of its own: the check for it is one comparison, that for List a search. */
  private static final class WaitList extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    WaitList() {
      super(4);
    }
  }

  @Override
  public final int removeDoneCallback(Consumer<? super AsyncFuture<T>> callback) {
    loop.checkThread();
    int before = waitingCount();
    if (state == PENDING && callbacks instanceof WaitList list) {
      list.removeIf(each -> each instanceof DoneCallback done && done.calls(callback));
    } else if (callbacks instanceof DoneCallback done && done.calls(callback)) {
      callbacks = null;
    }
    return before - waitingCount();
  }

  /** Takes a registration of the runtime's own back. */
  final void removeWaiting(Object waiter) {
    if (callbacks == waiter) {
      callbacks = null;
    } else if (callbacks instanceof WaitList list) {
      list.remove(waiter);
    }
  }

  /** For dumps: the tasks and {@link DoneCallback}s that wait. */
  final List<?> waiters() {
    if (state != PENDING || callbacks == null) {
      return List.of();
    }
    return callbacks instanceof WaitList list ? list : List.of(callbacks);
  }

  private int waitingCount() {
    return callbacks instanceof WaitList list ? list.size() : callbacks == null ? 0 : 1;
  }

  @Override
  public final CompletableFuture<T> toCompletableFuture() {
    loop.checkThread();
    return Bridge.from(this);
  }

  @Override
  public String toString() {
    return switch (state) {
      case PENDING -> "Future[pending]";
      case VALUE -> "Future[finished, result=" + outcome + "]";
      case FAILED -> "Future[finished, exception=" + outcome + "]";
      default -> "Future[cancelled]";
    };
  }
}
