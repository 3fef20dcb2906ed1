package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.coroutine.Driver;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that waits until somebody gives it its turn: the frame and what its task awaits are
 * one object, as programs wait for locks and channels more often than for anything else.
 *
 * <pre>
 *   NONE ──expectTurn──▶ WAITS ──giveTurn──▶ CAME        the task is ready
 *    │                     └──cancelWait───▶ CANCELLED   the same, with a CancelledError
 *    └──shareTurn──▶ SHARED: a select waits, with one future in the place of several turns
 * </pre>
 *
 * <p>While it waits it is not part of the chain of its task: mostly all that is left to do when its
 * turn comes is to give the result, and then the task resumes the caller at once. If it is not, as
 * after a cancellation, the task puts it back into the chain and resumes it.
 *
 * @param <T> the type of the result
 */
public abstract class TurnFrame<T extends @Nullable Object> extends RuntimeFrame<T>
    implements Awaited {

  /** See {@link #goQuickly}. */
  protected static final Object NOT_QUICK = new Object();

  private static final byte NONE = 0;
  private static final byte WAITS = 1;
  private static final byte CAME = 2;
  private static final byte CANCELLED = 3;
  private static final byte SHARED = 4;

  private byte turn = NONE;

  /**
   * The task that waits, or the future of the select that does; then what came with the turn, or
   * the message of the cancellation.
   */
  private @Nullable Object slot;

  /** The constructor of the last subclass, or whoever calls it, ends with {@link #track}. */
  protected TurnFrame() {
    super(true);
  }

  /** The loop that drives this coroutine. */
  protected static DefaultLoop loopOf(Driver driver) {
    return LoopDriver.of(driver).loop;
  }

  /** From now on it may be given its turn. */
  protected final void expectTurn() {
    turn = WAITS;
  }

  /**
   * What {@link #resume} would return, in its place: called by the task when the turn came.
   *
   * @return {@link #NOT_QUICK} if it must be resumed after all, and nothing was changed
   */
  protected abstract @Nullable Object goQuickly();

  /** Whether the turn came and was not taken. */
  final boolean isTurn() {
    return turn == CAME;
  }

  /** Has the running task wait for the turn of this coroutine; what its body returns then. */
  protected final Object suspendForTurn(Driver driver) {
    state = 1;
    return LoopDriver.of(driver).suspendTaskOn(this);
  }

  /** The turn of this is that of {@code future}, which gives this object then. */
  public final void shareTurn(AsyncFuture<Object> future) {
    turn = SHARED;
    slot = future;
  }

  /** What stands for the turn: the same for two coroutines that share one. */
  public final Object turn() {
    return (turn == SHARED && slot != null) ? slot : this;
  }

  /** Whether the turn came, or nobody waits for it any more. */
  public final boolean isTurnOver() {
    return (turn == SHARED && slot instanceof LoopFuture<?> shared) ? shared.done() : turn >= CAME;
  }

  /**
   * Gives it its turn, on the thread of its loop.
   *
   * @param loop the loop of its task, which would be found there too, only later
   * @param gift what comes with the turn, or null
   * @return false if the turn is over
   */
  public final boolean giveTurn(DefaultLoop loop, @Nullable Object gift) {
    Object waiter = slot;
    if (turn == WAITS) {
      if (waiter != null) {
        loop.ready(waiter);
      }
    } else if (turn != SHARED || !(waiter instanceof LoopFuture<?> all) || !all.complete(this)) {
      return false;
    }
    turn = CAME;
    slot = gift;
    return true;
  }

  /** What came with the turn, once; then null. */
  protected final @Nullable Object takeGift() {
    Object gift = slot;
    if (gift != null) {
      slot = null;
    }
    return gift;
  }

  /** Whether something came with the turn, and was not taken since. */
  protected final boolean hasGift() {
    return turn == CAME && slot != null;
  }

  @Override
  public final void subscribe(LoopTask<?> task, DefaultLoop loop) {
    if (turn == WAITS) {
      slot = task;
    } else {
      loop.ready(task);
    }
  }

  @Override
  public final boolean unsubscribe(LoopTask<?> task) {
    if (turn != WAITS) {
      return false;
    }
    slot = null;
    return true;
  }

  @Override
  public final boolean cancelWait(LoopTask<?> task, @Nullable String message) {
    if (turn != WAITS) {
      return false;
    }
    turn = CANCELLED;
    slot = message;
    task.loop.ready(task);
    return true;
  }

  @Override
  public final @Nullable Throwable takeFailure() {
    return turn == CANCELLED ? new CancelledError((String) slot) : null;
  }
}
