package dev.continuo.coroutine;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What runs a chain of coroutines: one per event loop, or one per CompletableFuture method that was
 * called with no loop running. Its fields hold only what matters while a chain runs or unwinds; the
 * suspended chain itself is kept by its task (see {@link #innermost}).
 *
 * <p>Call order. A subclass starts or resumes a frame with {@link #run}; the generated bodies below
 * it call {@link Await#begin}, {@link #leave}, {@link #descend}, {@link #ascend}, {@link
 * #suspended} and {@link #result} in the order drawn in {@link Await}.
 *
 * <p>Thread rule: a driver is used by one thread at a time; hand-overs between threads (drivers
 * without a loop) happen through the future that was awaited.
 *
 * <p>The file is long because all that generated code does at a suspension point is here, in one
 * class whose methods the JIT inlines; half of it says in which order it is called.
 */
public abstract class Driver {

  /** What {@link CoroutineFrame#resume} returns when the coroutine suspended. */
  public static final Object SUSPENDED = new Sentinel("SUSPENDED");

  /** What the {@link CoroutineFrame#resume} of a generator returns when its body has ended. */
  public static final Object ENDED = new Sentinel("ENDED");

  /** What {@link Await#begin} returns when a coroutine is to be called. */
  public static final Object CALL = new Sentinel("CALL");

  /** What {@link #poll} returns for an object that it does not know. */
  protected static final Object UNKNOWN = new Sentinel("UNKNOWN");

  /** Recorded as {@link #awaiting} when a call was put off because the Java stack is deep. */
  private static final Object DEFERRED = new Sentinel("DEFERRED");

  /**
   * How many coroutines may call each other on the Java stack before a call is moved off it. 1,000
   * levels of small frames take about 200 KB of a 1 MB stack when interpreted.
   */
  static final int DEPTH_LIMIT = 400;

  /** How many levels the start of a chain inside another counts for. */
  private static final int NESTED_DRIVER_DEPTH = 8;

  /**
   * Coroutines on the Java stack now; exceptions leave it too high, the next {@link #run} mends it.
   */
  int depth;

  /**
   * What the innermost frame awaits: recorded while the chain unwinds, subscribed to afterwards.
   */
  protected @Nullable Object awaiting;

  /**
   * The innermost frame of the chain that unwinds or was just suspended, where the next resume
   * goes: the frame that suspends first, and the callers link themselves to it. Out of date while
   * nothing unwinds: to store a reference costs more than {@link #unwinds}.
   */
  protected @Nullable CoroutineFrame<?> innermost;

  /** Whether {@link #innermost} is the frame where the chain is suspended. */
  protected boolean unwinds;

  /**
   * The frame that {@link #run} entered last, if another one awaits it: the root of the Java stack
   * portion of the chain.
   */
  protected @Nullable CoroutineFrame<?> running;

  /** Whether {@link #run} is on the Java stack. */
  private boolean active;

  /** Whether one of {@link #running}, {@link #tail} and {@link #traced} may be set. */
  private boolean isMarked;

  /** The outermost frame linked so far while the chain unwinds; null if that is the innermost. */
  private @Nullable CoroutineFrame<?> tail;

  /** The exception whose trace has the awaiting methods already, so that it is looked at once. */
  private @Nullable Throwable traced;

  /** What {@link #hold} keeps, or the coroutine that {@link #callee} names. */
  private @Nullable Object held;

  private @Nullable Object resultValue;
  private @Nullable Throwable resultFailure;

  /** For subclasses. */
  protected Driver() {}

  /**
   * See {@link Await#begin}. A driver may look first for what is mostly awaited: each comparison of
   * a result with a sentinel costs as much as the rest of the await of something complete.
   *
   * @param awaited an Awaitable or a CompletionStage
   * @return the value, {@link #SUSPENDED}, or {@link #CALL}
   * @throws Throwable the original failure of what was awaited
   */
  protected @Nullable Object begin(@Nullable Object awaited) throws Throwable {
    if (awaited instanceof CoroutineFrame<?> coroutine) {
      return admit(coroutine.start());
    }
    Object result = poll(awaited);
    return result == UNKNOWN ? Await.resolved(awaited, this) : result;
  }

  /**
   * Looks at an awaited object that is no coroutine: its value if it is complete, else {@link
   * #SUSPENDED} after recording it in {@link #awaiting}.
   *
   * @param awaited the object, never a {@link CoroutineFrame}
   * @return the value, {@link #SUSPENDED}, or {@link #UNKNOWN} for an object that is neither a
   *     future of the runtime nor a CompletionStage
   * @throws Throwable the original failure of what was awaited
   */
  protected abstract @Nullable Object poll(@Nullable Object awaited) throws Throwable;

  /**
   * Called when an exception leaves a frame or reaches a handler around an await, to give its stack
   * trace the awaiting methods; once per exception while a chain runs.
   *
   * @param failure the exception, thrown by code of this chain
   */
  protected abstract void trace(Throwable failure);

  /**
   * Called when a suspended chain is resumed with an exception that was thrown elsewhere.
   *
   * @param failure the exception
   * @param innermost the frame that gets it
   */
  protected abstract void traceDelivered(Throwable failure, CoroutineFrame<?> innermost);

  /**
   * Says that the trace of an exception has the awaiting methods already.
   *
   * @param failure the exception that is about to be thrown into the chain
   */
  protected final void traced(Throwable failure) {
    traced = failure;
    isMarked = true;
  }

  /** Has the trace of an exception completed, unless that was done since the last resume. */
  final void crossed(Throwable failure) {
    if (failure != traced) {
      traced(failure);
      trace(failure);
    }
  }

  /**
   * Takes the one start that a coroutine has; what it returns can be given to {@link #run}.
   *
   * @param coroutine a coroutine
   * @return the same
   * @throws IllegalStateException "cannot reuse already awaited coroutine"
   */
  protected static CoroutineFrame<?> start(CoroutineFrame<?> coroutine) {
    return coroutine.start();
  }

  /**
   * Takes a suspended coroutine out of the chain of the one that awaits it.
   *
   * @param callee a suspended coroutine
   * @return the coroutine that awaited it, or null
   */
  protected static @Nullable CoroutineFrame<?> detach(CoroutineFrame<?> callee) {
    CoroutineFrame<?> caller = callee.caller;
    callee.caller = null;
    return caller;
  }

  /**
   * Puts a coroutine that did not link itself when it suspended into the chain of the one that
   * awaits it.
   *
   * @param callee a suspended coroutine
   * @param caller the coroutine that awaits it
   */
  protected static void attach(CoroutineFrame<?> callee, CoroutineFrame<?> caller) {
    callee.caller = caller;
  }

  /**
   * How an element of a stack trace is shown to users.
   *
   * @param element an element as the JVM made it
   * @return the element under the name that the user wrote, or null if it is generated code or part
   *     of the runtime
   */
  protected static @Nullable StackTraceElement visible(StackTraceElement element) {
    String type = element.getClassName();
    return BodyNames.isFrameClass(element)
            || type.startsWith("dev.continuo.coroutine.")
            || type.startsWith("dev.continuo.internal.")
        ? null
        : BodyNames.asWritten(element);
  }

  /** Has coroutines that are never awaited reported from now on. */
  protected static void trackNeverAwaited() {
    NeverAwaited.enabled = true;
  }

  /**
   * Reports the coroutines that were collected without having been started; cheap when there are
   * none.
   */
  protected static void reportNeverAwaited() {
    if (NeverAwaited.enabled) {
      NeverAwaited.reportCollected();
    }
  }

  /**
   * Reports the coroutines that this thread created after the mark and that were not started.
   *
   * @param mark what {@link #neverAwaitedMark} returned
   */
  protected static void reportNeverAwaitedSince(long mark) {
    if (NeverAwaited.enabled) {
      NeverAwaited.reportCreatedSince(mark);
    }
  }

  /**
   * Makes a listener for {@link #tellNeverAwaited}.
   *
   * @param mark it hears of coroutines that were made after {@link #neverAwaitedMark} returned this
   * @param report gets a sentence for each
   * @return the listener
   */
  protected static Object neverAwaitedListener(long mark, Consumer<? super String> report) {
    return new NeverAwaited.Listener(mark, report);
  }

  /**
   * Sets who is told about forgotten coroutines that this thread made; the log if nobody.
   *
   * @param listener the listener, or null
   * @return who was told until now
   */
  protected static @Nullable Object tellNeverAwaited(@Nullable Object listener) {
    return NeverAwaited.listen((NeverAwaited.Listener) listener);
  }

  /**
   * A point in time for {@link #reportNeverAwaitedSince}.
   *
   * @return the mark
   */
  protected static long neverAwaitedMark() {
    return NeverAwaited.mark();
  }

  /**
   * Says on top of what the next {@link #run} happens, so that the depths add up.
   *
   * @param outer the driver whose chain is below on the Java stack, or null
   */
  protected final void nestIn(@Nullable Driver outer) {
    depth = outer == null ? 0 : outer.depth + NESTED_DRIVER_DEPTH;
  }

  /**
   * How deep the Java stack may still grow by calls between coroutines.
   *
   * @return false if a new chain should not be started on top of this one
   */
  protected final boolean mayNest() {
    return depth < DEPTH_LIMIT;
  }

  /**
   * Runs {@code frame} and then every frame that awaits it, until the chain completes or suspends.
   *
   * <pre>
   * loop:
   *   r = frame.resume(this)
   *   suspended?  a deferred call → frame = innermost, again; else return SUSPENDED
   *   done?       caller == null → return r (or throw); else frame = caller, hand r over, again
   * </pre>
   *
   * @param first a frame that was started (its state is not 0 any more) or suspended
   * @param value what the await of a suspended frame gives, when {@code failure} is null
   * @param failure what the await of a suspended frame throws, or null
   * @return the result of the outermost frame, or {@link #SUSPENDED}; then {@link #innermost} and
   *     {@link #awaiting} say where and on what
   * @throws Throwable what the outermost frame threw
   */
  protected final @Nullable Object run(
      CoroutineFrame<?> first, @Nullable Object value, @Nullable Throwable failure)
      throws Throwable {
    // Null is mostly there already: to look is cheaper than to store a reference.
    if (resultValue != value) {
      resultValue = value;
    }
    if (resultFailure != failure) {
      resultFailure = failure;
    }
    if (failure != null) {
      traceDelivered(failure, first);
      traced(failure);
    }
    int outerDepth = depth;
    if (active) {
      return nested(first, outerDepth);
    }
    active = true;
    try {
      return loop(first, outerDepth);
    } finally {
      active = false;
      depth = outerDepth;
      if (isMarked) {
        unmark(null);
      }
    }
  }

  /**
   * A step that runs inside another one (eager start, generator step, nested run): it goes on from
   * that one's depth and puts its place back. The other fields are in use only between two
   * instructions of generated code, where nothing else runs.
   */
  private @Nullable Object nested(CoroutineFrame<?> first, int outerDepth) throws Throwable {
    CoroutineFrame<?> outerRunning = running;
    try {
      return loop(first, outerDepth + NESTED_DRIVER_DEPTH);
    } finally {
      depth = outerDepth;
      unmark(outerRunning);
    }
  }

  private void unmark(@Nullable CoroutineFrame<?> outerRunning) {
    running = outerRunning;
    isMarked = outerRunning != null;
    tail = null;
    traced = null;
  }

  private @Nullable Object loop(CoroutineFrame<?> first, int baseDepth) throws Throwable {
    CoroutineFrame<?> frame = first;
    for (; ; ) {
      // Reference stores into old objects are what costs here: there are none without a caller.
      CoroutineFrame<?> root = frame.caller == null ? null : frame;
      if (running != root) {
        running = root;
        isMarked = true;
      }
      depth = baseDepth;
      if (unwinds) { // left there by a deferred call, or by an unwinding that failed
        unwinds = false;
        tail = null;
      }
      boolean goesOn = false;
      Object result = null;
      try {
        result = frame.resume(this);
        if (result == SUSPENDED) {
          if (awaiting == DEFERRED) {
            awaiting = null;
            frame = Objects.requireNonNull(innermost, "a deferred call records its callee");
            continue;
          }
          if (!unwinds) {
            unwindsFrom(frame); // it stands for what it awaits, see suspended
          }
          return SUSPENDED;
        }
        goesOn = result != ENDED && frame instanceof GeneratorFrame; // it emitted
      } catch (Throwable t) {
        crossed(t);
        resultFailure = t;
      }
      CoroutineFrame<?> caller = frame.caller;
      frame.caller = null;
      if (!goesOn) {
        frame.state = CoroutineFrame.FINISHED;
      }
      if (caller == null) {
        if (resultFailure != null) {
          return result();
        }
        if (resultValue != null) { // given to a frame that did not take it
          resultValue = null;
        }
        return result;
      }
      resultValue = result;
      frame = caller;
    }
  }

  /**
   * Enters the body of a generator for one step, on top of the frame that asks for it.
   *
   * @param body a generator that was not started or is suspended at an {@code emit}
   * @param value what that emit gives, when {@code failure} is null
   * @param failure what that emit throws, or null
   * @return what {@link CoroutineFrame#resume} returned; {@link #SUSPENDED} also if the body is
   *     entered later because the Java stack is deep
   * @throws Throwable what the body throws
   */
  protected final @Nullable Object step(
      GeneratorFrame<?> body, @Nullable Object value, @Nullable Throwable failure)
      throws Throwable {
    if (body.state == CoroutineFrame.NEW) {
      body.start();
    }
    if (value != null || failure != null) {
      resultValue = value;
      resultFailure = failure;
    }
    if (!enter()) {
      return defer(body);
    }
    Object result = body.resume(this);
    leave();
    return result;
  }

  /** Called by generated code when a coroutine that {@link Await#begin} admitted has returned. */
  public final void leave() {
    depth--;
  }

  /**
   * Called by generated code when a body suspends, after it spilled its variables: sets the state
   * and appends the frame to the chain that is unwinding. The first frame of a chain is the
   * innermost.
   *
   * <p>A hand-written frame may return {@link #SUSPENDED} without calling this if what it awaits
   * gives its own result: its caller is then resumed directly, or it is entered once more, with its
   * state unchanged, when it was started by {@link #run}.
   *
   * @param frame the frame that suspends
   * @param state the suspension point, at least 1
   */
  public final void suspended(CoroutineFrame<?> frame, int state) {
    if (frame.state == CoroutineFrame.NEW && NeverAwaited.enabled) {
      NeverAwaited.started(frame); // the body was called directly, and has made its frame just now
    }
    frame.state = state;
    if (!unwinds) {
      unwindsFrom(frame);
      return;
    }
    CoroutineFrame<?> last = tail != null ? tail : innermost;
    if (last != frame && last != null) {
      last.caller = frame;
      tail = frame;
      isMarked = true;
    }
  }

  private void unwindsFrom(CoroutineFrame<?> frame) {
    unwinds = true;
    if (innermost != frame) {
      innermost = frame;
    }
  }

  /**
   * Called by generated code when a body has restored its variables: what the await gives.
   *
   * @return the value
   * @throws Throwable what the await throws
   */
  public final @Nullable Object result() throws Throwable {
    Throwable failure = resultFailure;
    Object value = resultValue;
    if (value != null) { // a generator's body mostly gets nothing: no store then
      resultValue = null;
    }
    if (failure != null) {
      resultFailure = null;
      throw failure;
    }
    return value;
  }

  /**
   * Called by generated code that emits under other values of its operand stack: keeps the element
   * while they are saved.
   *
   * @param element what is emitted
   */
  public final void hold(@Nullable Object element) {
    held = element;
  }

  /**
   * Called by generated code after {@link #hold}.
   *
   * @return the element
   */
  public final @Nullable Object held() {
    Object element = held;
    held = null;
    return element;
  }

  /**
   * Called by generated code before it calls the body of a method of its own class directly. The
   * depth is handed out, and not counted down again, so that the calls do not wait for each other's
   * stores.
   *
   * @return what {@link #ascend} is given when the body has returned; negative if the call must go
   *     through {@link Await#defer} because the Java stack is deep
   */
  public final int descend() {
    int now = depth;
    if (now >= DEPTH_LIMIT) {
      return -1;
    }
    depth = now + 1;
    return now;
  }

  /**
   * Called by generated code when a body that was called directly has returned.
   *
   * @param before what {@link #descend} returned
   */
  public final void ascend(int before) {
    depth = before;
  }

  /**
   * As {@link #descend}, where the call and the return are in different methods, so that there is
   * no variable for the depth: {@link #leave} counts down. Also called by code of format 1.
   *
   * @return false if the call must go through {@link Await#defer} because the Java stack is deep
   */
  public final boolean enter() {
    if (depth >= DEPTH_LIMIT) {
      return false;
    }
    depth++;
    return true;
  }

  /** Admits a started coroutine to be called now, or records it as a deferred call. */
  final Object admit(CoroutineFrame<?> callee) {
    return enter() ? CALL : defer(callee);
  }

  /** Keeps the coroutine that an awaited object stands for until {@link #takeCallee}. */
  final void callee(CoroutineFrame<?> coroutine) {
    held = coroutine;
  }

  final CoroutineFrame<?> takeCallee() {
    CoroutineFrame<?> callee = (CoroutineFrame<?>) Objects.requireNonNull(held, "no callee");
    held = null;
    return callee;
  }

  final Object defer(CoroutineFrame<?> callee) {
    awaiting = DEFERRED;
    unwindsFrom(callee);
    tail = null;
    return SUSPENDED;
  }
}
