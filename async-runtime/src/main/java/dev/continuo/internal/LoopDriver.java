package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.Value;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the chains of every task of one loop, one at a time. */
final class LoopDriver extends ChainDriver {

  final DefaultLoop loop;

  LoopDriver(DefaultLoop loop) {
    this.loop = loop;
  }

  /** The driver of a hand-written frame that needs a loop. */
  static LoopDriver of(Driver driver) {
    if (driver instanceof LoopDriver loopDriver) {
      return loopDriver;
    }
    throw new IllegalStateException(DefaultLoop.NOT_RUNNING);
  }

  @Nullable Object startChain(CoroutineFrame<?> coroutine) throws Throwable {
    return run(Driver.start(coroutine), null, null);
  }

  @Nullable Object resume(
      CoroutineFrame<?> frame, @Nullable Object value, @Nullable Throwable failure)
      throws Throwable {
    return run(frame, value, failure);
  }

  /** The methods of the chain that runs now, innermost first. */
  List<StackTraceElement> here() {
    return AsyncTrace.here(callers(running));
  }

  /** Whether a task may start now, on top of the one that runs. */
  boolean mayStartEagerly() {
    return mayNest();
  }

  @Override
  protected @Nullable Object begin(@Nullable Object awaited) throws Throwable {
    return awaited instanceof LoopFuture<?> future && future.state() == LoopFuture.VALUE
        ? future.outcome
        : super.begin(awaited);
  }

  @Override
  protected @Nullable Object poll(@Nullable Object awaited) throws Throwable {
    if (awaited instanceof LoopFuture<?> future) {
      return future.state() == LoopFuture.VALUE ? future.outcome : pollUnfinished(future);
    }
    if (awaited instanceof Value<?> known) {
      return known.value();
    }
    CompletionStage<?> stage = Stages.asStage(awaited);
    if (stage != null) {
      return pollStage(stage);
    }
    if (awaited instanceof AsyncFuture<?> other) {
      throw new IllegalStateException(
          "cannot await a future of another kind of event loop: " + other);
    }
    return UNKNOWN;
  }

  /**
   * The JVM's own errors may strike between an await and its suspension: when they are caught,
   * nothing is awaited.
   */
  @Override
  protected void trace(Throwable failure) {
    if (failure instanceof VirtualMachineError) {
      awaiting = null;
      LoopTask<?> task = loop.currentTask();
      if (task != null) {
        task.awaitsNothing();
      }
    }
    super.trace(failure);
  }

  private @Nullable Object pollUnfinished(LoopFuture<?> future) throws Throwable {
    if (future.done()) {
      Throwable failure = future.takeFailure();
      if (failure != null) {
        throw delivered(failure);
      }
      return future.value();
    }
    LoopTask<?> task = loop.currentTask();
    if (future.loop != loop || task == null) {
      throw new IllegalStateException(task + " got " + future + " attached to a different loop");
    }
    if (future == task) {
      throw new IllegalStateException("Task cannot await on itself: " + future);
    }
    task.awaits(future);
    return SUSPENDED;
  }

  /** For hand-written frames: records at once in the running task what it awaits. */
  Object suspendTaskOn(Awaited awaited) {
    LoopTask<?> task = loop.currentTask();
    if (task == null) {
      return suspendOn(awaited);
    }
    task.awaits(awaited);
    return SUSPENDED;
  }

  /** The same for its next turn. */
  Object suspendTaskForATurn() {
    LoopTask<?> task = loop.currentTask();
    if (task == null) {
      return suspendOn(NextTurn.INSTANCE);
    }
    task.awaitsTurn();
    return SUSPENDED;
  }

  private @Nullable Object pollStage(CompletionStage<?> stage) throws Throwable {
    Object value;
    try {
      value = Stages.peek(stage);
    } catch (Throwable failure) {
      throw delivered(failure);
    }
    return value == Stages.PENDING ? suspendOn(stage) : value;
  }

  // The tracking of forgotten coroutines lives beside the frames; the loop says when to report.

  static void trackForgotten() {
    trackNeverAwaited();
  }

  static void reportForgotten() {
    reportNeverAwaited();
  }

  /** Who hears of coroutines forgotten since the mark, to be given to {@link #tellForgotten}. */
  static Object forgottenListener(long mark, Consumer<? super String> report) {
    return neverAwaitedListener(mark, report);
  }

  /** Sets who is told about this thread's forgotten coroutines; returns who was before. */
  static @Nullable Object tellForgotten(@Nullable Object listener) {
    return tellNeverAwaited(listener);
  }

  static long forgottenMark() {
    return neverAwaitedMark();
  }

  static void reportForgottenSince(long mark) {
    reportNeverAwaitedSince(mark);
  }

  static void attached(CoroutineFrame<?> callee, CoroutineFrame<?> caller) {
    attach(callee, caller);
  }

  static @Nullable CoroutineFrame<?> detached(CoroutineFrame<?> callee) {
    return detach(callee);
  }
}
