package dev.continuo.internal;

import dev.continuo.AsyncFuture;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.ThreadLocalCarrier;
import dev.continuo.Value;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.observe.LoopEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The default {@link Task}: CPython 3.13's Task.__step and __wakeup.
 *
 * <pre>
 *   ready ──step──▶ runs ──suspends──▶ awaits ──done──▶ ready …
 *                    └──returns, throws──▶ done
 * </pre>
 *
 * <p>While it awaits, the task keeps the innermost frame of its chain and what that awaits; the
 * loop's driver keeps nothing. The ready queue and the callback slot of a future hold the task
 * itself, so that suspending and resuming allocate nothing. For that everything about a task is in
 * this one object, and so in this one file.
 */
final class LoopTask<T extends @Nullable Object> extends LoopFuture<T>
    implements Task<T>, ContextOwner {

  private static final int MOST_REQUESTS = Short.MAX_VALUE;

  private static final int MUST_CANCEL = 1;

  /** Set while a cancellation walks along a chain of tasks that this one is part of. */
  private static final int BEING_CANCELLED = 2;

  /** Set while the task awaits {@link NextTurn}, in place of {@link #awaiting}. */
  private static final byte AWAITS_TURN = Byte.MIN_VALUE;

  private final Coroutine<? extends T> coroutine;
  private final int number;
  private @Nullable String name;
  private Object contextSlot;

  /** Where the chain is, or was last, suspended; null before that and when done. */
  private @Nullable CoroutineFrame<?> innermost;

  /**
   * What that frame awaits; null before the first step, while a step runs, when done, and while
   * {@link #AWAITS_TURN} is set: to store a reference costs more than a mark. See {@link
   * #awaiting()}.
   */
  private @Nullable Awaited awaiting;

  /** Where the {@link TaskSet} of the loop holds this task, or -1. */
  int place = -1;

  private short cancelRequests;

  /**
   * {@link #MUST_CANCEL}, {@link #BEING_CANCELLED} and {@link #AWAITS_TURN}. In one byte: with
   * another one a task takes 8 bytes more.
   */
  private byte marks;

  LoopTask(
      DefaultLoop loop,
      Coroutine<? extends T> coroutine,
      @Nullable String name,
      int number,
      Object contextSlot) {
    super(loop);
    this.coroutine = coroutine;
    this.name = name;
    this.number = number;
    this.contextSlot = contextSlot;
  }

  // Steps

  /**
   * The task's turn has come: what it awaited is done, or it has not started.
   *
   * @param running the loop of this task, see {@link Awaited#subscribe}
   */
  void step(DefaultLoop running) throws Throwable {
    if (marks == AWAITS_TURN) { // a turn has no outcome, and nobody cancelled
      marks = 0;
      becomeCurrent(running);
      run(running, null, null);
      return;
    }
    becomeCurrent(running);
    Awaited awaited = awaiting;
    Object value = quickly(awaited);
    if (value == TurnFrame.NOT_QUICK) {
      resume(running, awaited);
    } else {
      awaiting = null;
      run(running, value, null);
    }
  }

  private void becomeCurrent(DefaultLoop running) {
    if (running.current != this) {
      running.current = this;
    }
  }

  private void resume(DefaultLoop running, @Nullable Awaited awaited) throws Throwable {
    drop(AWAITS_TURN);
    Throwable failure = null;
    Object value = null;
    if (awaited != null) {
      resumeTurn();
      awaiting = null;
      failure = awaited.takeFailure();
      if (failure == null) {
        value = awaited.value();
      }
    }
    if (has(MUST_CANCEL)) {
      failure = cancellation(failure);
    }
    run(running, value, failure);
  }

  /**
   * What is awaited most, without the calls for any {@link Awaited}: its value, or {@link
   * TurnFrame#NOT_QUICK} if the task must be resumed in the other way.
   */
  private @Nullable Object quickly(@Nullable Awaited awaited) {
    if (marks == 0) {
      if (awaited instanceof LoopFuture<?> future) {
        return future.state() == VALUE ? future.outcome : TurnFrame.NOT_QUICK;
      }
      if (awaited instanceof TurnFrame<?> turn && turn.isTurn() && turn != innermost) {
        return turn.goQuickly();
      }
      if (awaited instanceof Sleeping) {
        return null;
      }
    }
    return TurnFrame.NOT_QUICK;
  }

  /** A coroutine that waited for its turn, outside the chain, is to be resumed after all. */
  private void resumeTurn() {
    CoroutineFrame<?> caller = innermost;
    if (awaiting instanceof TurnFrame<?> turn && turn != caller && caller != null) {
      LoopDriver.attached(turn, caller);
      innermost = turn;
    }
  }

  /** Runs the first step inside the call that created the task. */
  void startEagerly() throws Throwable {
    ThreadState thread = ThreadState.current();
    ContextOwner outerItem = loop.current;
    ContextOwner outerContext = thread.entered;
    loop.current = this;
    thread.entered = null;
    try {
      runCarrying();
    } finally {
      loop.current = outerItem;
      thread.entered = outerContext;
    }
  }

  private void runCarrying() throws Throwable {
    ThreadLocalCarrier.Scope locals = CarriedLocals.enter(this);
    try {
      run(loop, null, null);
    } finally {
      CarriedLocals.leave(this, locals);
    }
  }

  private CancelledError cancellation(@Nullable Throwable failure) {
    drop(MUST_CANCEL);
    String message = message();
    return failure instanceof CancelledError error ? error : new CancelledError(message);
  }

  private void run(DefaultLoop running, @Nullable Object value, @Nullable Throwable failure)
      throws Throwable {
    LoopDriver driver = running.driver;
    try {
      CoroutineFrame<?> frame = innermost;
      Object result =
          frame != null ? driver.resume(frame, value, failure) : firstStep(driver, failure);
      if (result == Driver.SUSPENDED) {
        suspended(running, driver);
      } else {
        returned(result);
      }
    } catch (CancelledError e) {
      ended();
      settleCancelled(e);
    } catch (Throwable t) {
      ended();
      fail(t);
      if (Fatal.is(t) && t != running.stoppedBy) {
        throw t;
      }
    }
  }

  private @Nullable Object firstStep(LoopDriver driver, @Nullable Throwable failure)
      throws Throwable {
    if (failure != null) { // cancelled before its first step: the body never runs
      if (coroutine instanceof CoroutineFrame<?> first && first.state == CoroutineFrame.NEW) {
        first.close();
      }
      throw failure;
    }
    return coroutine instanceof CoroutineFrame<?> first
        ? driver.startChain(first)
        : ((Value<?>) coroutine).value();
  }

  private void suspended(DefaultLoop running, LoopDriver driver) {
    CoroutineFrame<?> frame = driver.takeInnermost();
    if (innermost != frame) {
      innermost = frame;
    }
    if (has(AWAITS_TURN)) {
      running.ready(this);
      return;
    }
    Awaited source = awaiting; // the driver may have recorded it here
    if (source == null) {
      Object awaited = driver.takeAwaiting();
      source =
          awaited instanceof Awaited known
              ? known
              : StageFuture.subscribed(running, (CompletionStage<?>) awaited);
      awaiting = source;
    }
    source.subscribe(this, running);
    if (has(MUST_CANCEL) && source.cancelWait(this, (String) outcome)) {
      drop(MUST_CANCEL);
      outcome = null;
    }
  }

  private void returned(@Nullable Object result) {
    ended();
    if (has(MUST_CANCEL)) { // cancelled, and the body returned without another await
      drop(MUST_CANCEL);
      settleCancelled(message());
    } else {
      complete(result);
    }
  }

  private void ended() {
    innermost = null;
    awaitsNothing();
    loop.tasks.remove(this);
  }

  /** Called once, when the outcome is known. */
  @Override
  void settled() {
    byte end = state();
    if (end != VALUE) {
      loop.countEnd(end == CANCELLED);
    }
    if (LoopEvents.recordsTaskEnd()) {
      String failure = end == FAILED && outcome != null ? outcome.getClass().getName() : null;
      String word = end == VALUE ? "finished" : end == FAILED ? "failed" : "cancelled";
      LoopEvents.taskEnded(loop.label(), number, name(), word, failure);
    }
  }

  /** While pending, {@code outcome} holds the message of a cancellation not yet delivered. */
  private @Nullable String message() {
    String message = (String) outcome;
    outcome = null;
    return message;
  }

  // Cancellation

  /**
   * Asks this task to end, and first what it awaits: along a chain of tasks that await each other
   * in a loop, not by recursion, so that a long one does not overflow the stack. A task that awaits
   * itself through others cannot pass the request on for ever; it gets the error where it waits.
   */
  @Override
  boolean cancelInternally(@Nullable String message) {
    if (done()) {
      return false;
    }
    if (has(BEING_CANCELLED)) {
      loop.cancelCycle = true;
      return false;
    }
    List<LoopTask<?>> chain = new ArrayList<>(1);
    LoopTask<?> last = this;
    last.request(chain, message);
    while (last.awaiting instanceof LoopTask<?> next
        && !next.done()
        && !next.has(BEING_CANCELLED)) {
      last = next;
      last.request(chain, message);
    }
    try {
      last.cancelAwaited(message);
    } finally {
      chain.forEach(task -> task.drop(BEING_CANCELLED));
    }
    return true;
  }

  private void request(List<LoopTask<?>> chain, @Nullable String message) {
    if (LoopEvents.recordsTaskCancel()) {
      LoopEvents.taskCancelled(loop.label(), number, name(), message);
    }
    chain.add(this);
    set(BEING_CANCELLED);
    if (cancelRequests < MOST_REQUESTS) {
      cancelRequests++;
    }
  }

  private void cancelAwaited(@Nullable String message) {
    Awaited awaited = awaiting();
    if (awaited != null && awaited.cancelWait(this, message)) {
      return;
    }
    set(MUST_CANCEL);
    outcome = message;
    if (awaited != null && loop.cancelCycle) {
      loop.cancelCycle = false;
      if (awaited.unsubscribe(this)) {
        awaitsNothing();
        loop.ready(this);
      }
    }
  }

  @Override
  public boolean cancel(@Nullable String message) {
    return super.cancel(message);
  }

  @Override
  public int cancelling() {
    return cancelRequests;
  }

  @Override
  public int uncancel() {
    loop.checkThread();
    if (cancelRequests > 0) {
      cancelRequests--;
      if (cancelRequests == 0) {
        drop(MUST_CANCEL);
      }
    }
    return cancelRequests;
  }

  /** How many requests to cancel this task were made, without one that it has not seen yet. */
  int deliveredRequests() {
    return has(MUST_CANCEL) ? cancelRequests - 1 : cancelRequests;
  }

  /** Takes back a request that the task has not seen, and will not. */
  void forgetRequest() {
    drop(MUST_CANCEL);
  }

  /** What was awaited is cancelled: has the task resume with a CancelledError. */
  void wakesCancelled(@Nullable String message) {
    LoopFuture<Object> cancelled = new LoopFuture<>(loop);
    cancelled.settleCancelled(message);
    awaits(cancelled);
    loop.ready(this);
  }

  private boolean has(int mark) {
    return (marks & mark) != 0;
  }

  private void set(int mark) {
    marks = (byte) (marks | mark);
  }

  private void drop(int mark) {
    marks = (byte) (marks & ~mark);
  }

  /**
   * Runs the finally blocks of a suspended coroutine of this task's chain; the coroutine that
   * awaits it finds it closed when the task resumes. One that awaits again instead of ending goes
   * on in this task, as if it had not been closed, so that nothing of it is lost.
   *
   * @return false if the coroutine is not part of the chain
   */
  boolean closeWithin(CoroutineFrame<?> target) {
    resumeTurn();
    Awaited abandoned = awaiting();
    CoroutineFrame<?> from = abandoned == null ? null : innermost;
    CoroutineFrame<?> frame = from;
    while (frame != null && frame != target) {
      frame = frame.caller();
    }
    if (from == null || frame == null) {
      return false;
    }
    CoroutineFrame<?> caller = LoopDriver.detached(target);
    CancelledError undelivered = null;
    if (abandoned != null && !abandoned.unsubscribe(this)) { // its turn is not for what comes next
      loop.ready.replace(this, new CallbackHandle(() -> {}, Bindings.EMPTY));
      undelivered = cancelRequests > 0 ? cancellationOf(abandoned) : null;
    }
    innermost = null;
    awaitsNothing();
    ContextOwner outer = loop.current;
    loop.current = this;
    ThreadLocalCarrier.Scope locals = CarriedLocals.enter(this);
    boolean goesOn = false;
    try {
      if (loop.driver.resume(from, null, new CancelledError("closed")) == Driver.SUSPENDED) {
        goesOn = true;
        if (caller != null) {
          LoopDriver.attached(target, caller);
        }
        if (undelivered != null) {
          set(MUST_CANCEL);
          outcome = undelivered.getMessage();
        }
        suspended(loop, loop.driver);
        throw new IllegalStateException("coroutine ignored GeneratorExit: " + target);
      }
    } catch (CancelledError e) {
      // What closing is meant to end with.
    } catch (Throwable t) {
      throw Sneaky.rethrow(t);
    } finally {
      CarriedLocals.leave(this, locals);
      loop.current = outer;
      if (!goesOn) {
        resumeAfterClose(caller);
      }
    }
    return true;
  }

  /** What a request to cancel this task made of what it awaited; null if that ended otherwise. */
  private static @Nullable CancelledError cancellationOf(Awaited awaited) {
    boolean failed = awaited instanceof LoopFuture<?> future && future.peekFailure() != null;
    return !failed && awaited.takeFailure() instanceof CancelledError error ? error : null;
  }

  private void resumeAfterClose(@Nullable CoroutineFrame<?> caller) {
    IllegalStateException reason =
        new IllegalStateException("cannot reuse already awaited coroutine");
    if (caller == null) {
      ended();
      fail(reason);
      return;
    }
    LoopFuture<Object> failed = new LoopFuture<>(loop);
    failed.fail(reason);
    innermost = caller;
    awaits(failed);
    failed.subscribe(this, loop);
  }

  // Task

  @Override
  public String name() {
    String given = name;
    return given != null ? given : "Task-" + number;
  }

  @Override
  public void setName(String name) {
    this.name = name;
  }

  @Override
  public Coroutine<? extends T> coroutine() {
    return coroutine;
  }

  @Override
  public Object contextSlot() {
    return contextSlot;
  }

  @Override
  public void contextSlot(BoundContext context) {
    contextSlot = context;
  }

  /** Both {@link Task} and {@link ContextOwner} ask for it. */
  @Override
  public BoundContext context() {
    return ContextOwner.super.context();
  }

  @Override
  public List<StackTraceElement> stack() {
    if (awaiting() == null) {
      return List.of();
    }
    List<StackTraceElement> stack = ChainDriver.stack(innermost);
    if (awaiting instanceof TurnFrame<?> turn && turn != innermost) {
      stack.add(0, turn.location());
    }
    return stack;
  }

  @Nullable Awaited awaiting() {
    return has(AWAITS_TURN) ? NextTurn.INSTANCE : awaiting;
  }

  /** Takes {@link #awaits} back. */
  void awaitsNothing() {
    awaiting = null;
    drop(AWAITS_TURN);
  }

  /** For dumps: its number, where it is suspended, whether it has had a step. */
  int number() {
    return number;
  }

  @Nullable CoroutineFrame<?> innermost() {
    return innermost;
  }

  boolean isStarted() {
    return innermost != null
        || loop.current == this
        || (coroutine instanceof CoroutineFrame<?> first && first.state != CoroutineFrame.NEW);
  }

  /** Records what the chain awaits while it unwinds. */
  void awaits(Awaited awaited) {
    awaiting = awaited;
    drop(AWAITS_TURN);
  }

  /** The same for {@link NextTurn}. */
  void awaitsTurn() {
    set(AWAITS_TURN);
    if (awaiting != null) {
      awaiting = null;
    }
  }

  @Override
  public void addDoneCallback(Consumer<? super AsyncFuture<T>> callback) {
    super.addDoneCallback(callback);
  }

  @Override
  public void setResult(T result) {
    throw new IllegalStateException("Task does not support set_result operation: " + this);
  }

  @Override
  public void setException(Throwable failure) {
    throw new IllegalStateException("Task does not support set_exception operation: " + this);
  }

  @Override
  public String toString() {
    String what =
        switch (state()) {
          case PENDING -> cancelRequests > 0 ? "cancelling" : "pending";
          case VALUE -> "finished, result=" + outcome;
          case FAILED -> "finished, exception=" + outcome;
          default -> "cancelled";
        };
    return "Task[" + name() + ", " + what + ", " + coroutine + "]";
  }
}
