package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.ThreadLocalCarrier;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the chain of one CompletableFuture method that was called with no loop running: on the
 * caller up to the first suspension, then on whichever thread completes what it awaits, or on the
 * executor given to {@code resumeOn}.
 *
 * <pre>
 *   advance: run the chain ──done──▶ complete the future
 *                │ suspended, every frame is linked
 *                ▼
 *            publish a {@link StageWait}, subscribe, leave    ◀── from here on the chain belongs to
 *                                                                 whoever claims the wait
 * </pre>
 *
 * Threads: one at a time. The claim of a wait orders what one thread wrote before what the next one
 * reads; nothing here or in a frame is touched between {@link StageWait#leave} and a claim.
 */
public final class EagerDriver extends ChainDriver {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private static final int NOT_CANCELLED = 0;
  private static final int REQUESTED = 1;
  private static final int DELIVERED = 2;

  private final EagerFuture<Object> future = new EagerFuture<>(this);
  private final BoundContext context;
  private final AtomicInteger cancellation = new AtomicInteger(NOT_CANCELLED);
  private volatile @Nullable Executor executor;
  private volatile @Nullable StageWait wait;

  private EagerDriver(BoundContext context) {
    this.context = context;
  }

  /** Starts a body on this thread. */
  @SuppressWarnings("unchecked") // the frame gives the values
  public static <T extends @Nullable Object> CompletableFuture<T> launch(CoroutineFrame<T> frame) {
    EagerDriver driver = new EagerDriver(BoundContext.copyOfCurrent());
    ThreadState.current().eager.run(driver, Driver.start(frame), null, null);
    return (CompletableFuture<T>) driver.future;
  }

  /** Whether another chain may run on top of this one. */
  boolean hasRoom() {
    return mayNest();
  }

  /** Runs the chain until it completes or leaves a wait for somebody else to claim. */
  void advance(
      @Nullable EagerDriver below,
      CoroutineFrame<?> first,
      @Nullable Object firstValue,
      @Nullable Throwable firstFailure) {
    CoroutineFrame<?> frame = first;
    Object value = firstValue;
    Throwable failure = firstFailure;
    for (; ; ) {
      nestIn(below);
      Object result;
      try {
        result = runInContext(frame, value, failure);
      } catch (Throwable t) {
        failed(t);
        release();
        return;
      }
      if (result != SUSPENDED) {
        future.complete(result);
        release();
        return;
      }
      frame = takeInnermost();
      Object awaited = takeAwaiting();
      if (awaited instanceof ResumeOn move) {
        executor = move.executor;
        resume(frame, null, null);
        return;
      }
      StageWait subscribed = new StageWait(this, frame, (CompletionStage<?>) awaited);
      wait = subscribed;
      subscribed.subscribe();
      if (!subscribed.leave()) {
        return; // the chain may run on another thread by now
      }
      value = subscribed.value();
      failure = subscribed.failure();
    }
  }

  /** The chain has ended: who keeps the future keeps its result, not the frames. */
  private void release() {
    wait = null;
    future.driver = null;
  }

  private @Nullable Object runInContext(
      CoroutineFrame<?> frame, @Nullable Object value, @Nullable Throwable failure)
      throws Throwable {
    ThreadState thread = ThreadState.current();
    ContextOwner outerContext = thread.entered;
    DefaultLoop outerLoop = thread.loop;
    thread.entered = context;
    thread.loop = null; // a loop that completes what we await lends its thread, not itself
    ThreadLocalCarrier.Scope locals = CarriedLocals.enter(context);
    try {
      return run(frame, value, failure);
    } finally {
      CarriedLocals.leave(context, locals);
      thread.entered = outerContext;
      thread.loop = outerLoop;
    }
  }

  /** Continues a suspended chain; called by whoever claimed its wait. */
  void resume(CoroutineFrame<?> frame, @Nullable Object value, @Nullable Throwable failure) {
    Executor target = executor;
    if (target == null) {
      ThreadState.current().eager.run(this, frame, value, failure);
      return;
    }
    try {
      target.execute(() -> ThreadState.current().eager.run(this, frame, value, failure));
    } catch (Throwable e) { // refused: the body has to know, wherever it runs
      Throwable delivered = e;
      if (failure != null && failure != e) {
        failure.addSuppressed(e);
        delivered = failure;
      }
      ThreadState.current().eager.run(this, frame, null, delivered);
    }
  }

  private void failed(Throwable failure) {
    if (failure instanceof CancelledError) {
      future.cancelOnly();
    } else if (!future.completeExceptionally(failure) && future.isCancelled()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "an @Async method failed after its future had been cancelled",
          failure);
    }
  }

  // Cancellation

  /** The future was cancelled: the body gets one CancelledError, at this suspension or the next. */
  void cancelled() {
    if (cancellation.compareAndSet(NOT_CANCELLED, REQUESTED)) {
      deliverCancellation();
    }
  }

  /**
   * The error to deliver, for one caller after a request; else null. Who takes it and then does not
   * get hold of the chain must give it back.
   */
  @Nullable CancelledError takeCancellation() {
    return cancellation.compareAndSet(REQUESTED, DELIVERED) ? new CancelledError() : null;
  }

  void giveCancellationBack() {
    cancellation.set(REQUESTED);
    deliverCancellation();
  }

  /**
   * Resumes the chain with the error if it waits. If it runs, it comes past {@link
   * StageWait#leave}: that looks for a request after it has published the wait, this looks for a
   * wait after it has published the request, so one of the two sees the other.
   */
  private void deliverCancellation() {
    for (; ; ) {
      StageWait current = wait;
      if (current == null || !current.isWaiting()) {
        return;
      }
      CancelledError error = takeCancellation();
      if (error == null) {
        return;
      }
      if (current.claim()) {
        ThreadState.current().eager.cancel(this, current, error);
        return;
      }
      cancellation.set(REQUESTED);
    }
  }

  // Awaiting

  @Override
  protected @Nullable Object poll(@Nullable Object awaited) throws Throwable {
    CompletionStage<?> stage = Stages.asStage(awaited);
    if (stage != null) {
      Object value;
      try {
        value = Stages.peek(stage);
      } catch (Throwable failure) {
        throw delivered(failure);
      }
      return value == Stages.PENDING ? suspendOn(stage) : value;
    }
    if (awaited instanceof AsyncFuture<?> future) {
      throw new IllegalStateException(
          DefaultLoop.NOT_RUNNING
              + ": "
              + future
              + " belongs to a loop, and this method runs without one; await its"
              + " toCompletableFuture()");
    }
    return UNKNOWN;
  }

  /** What the caller of the method gets. */
  private static final class EagerFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    // Volatile: set to null by the thread that ends the chain, read by whoever cancels.
    private volatile @Nullable EagerDriver driver;

    EagerFuture(EagerDriver driver) {
      this.driver = driver;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      EagerDriver running = driver;
      if (cancelled && running != null) {
        running.cancelled();
      }
      return cancelled;
    }

    void cancelOnly() {
      super.cancel(false);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
