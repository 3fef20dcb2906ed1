package dev.continuo.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * What runs a chain of coroutines: one per event loop, or one per CompletableFuture method that was
 * called with no loop running. Its fields hold only what matters while a chain runs or unwinds; the
 * suspended chain itself is kept by its task (see {@link #innermost}).
 *
 * <p>Call order. A subclass starts or resumes a frame with {@link #run}; the generated bodies below
 * it call {@link Await#callee}, {@link #leave}, {@link #outcome}, {@link #suspended} and {@link
 * #result} in the order drawn in {@link Await}.
 *
 * <p>Thread rule: a driver is used by one thread at a time; hand-overs between threads (drivers
 * without a loop) happen through the future that was awaited.
 */
public abstract class Driver {

  /** What {@link CoroutineFrame#resume} returns when the coroutine suspended. */
  public static final Object SUSPENDED = new Sentinel("SUSPENDED");

  /** Recorded as {@link #awaiting} when a call was put off because the Java stack is deep. */
  protected static final Object DEFERRED = new Sentinel("DEFERRED");

  /**
   * How many coroutines may call each other on the Java stack before a call is moved off it. 1,000
   * levels of small frames take about 200 KB of a 1 MB stack when interpreted.
   */
  static final int DEPTH_LIMIT = 400;

  /**
   * Coroutines on the Java stack now; exceptions leave it too high, the next {@link #run} mends it.
   */
  int depth;

  /**
   * What the innermost frame awaits: recorded while the chain unwinds, subscribed to afterwards.
   */
  protected @Nullable Object awaiting;

  /** The innermost frame of the chain that was just suspended, where the next resume goes. */
  protected @Nullable CoroutineFrame<?> innermost;

  /** The frame that {@link #run} entered last: the root of the Java stack portion of the chain. */
  protected @Nullable CoroutineFrame<?> running;

  /** The outermost frame linked so far while the chain unwinds. */
  @Nullable CoroutineFrame<?> tail;

  private @Nullable Object outcome;
  private @Nullable Object resultValue;
  private @Nullable Throwable resultFailure;

  /** For subclasses. */
  protected Driver() {}

  /**
   * Looks at an awaited object that is no coroutine: its value if it is complete, else {@link
   * #SUSPENDED} after recording it in {@link #awaiting}.
   *
   * @param awaited the object, never a {@link CoroutineFrame}
   * @return the value, or {@link #SUSPENDED}
   * @throws Throwable the original failure of what was awaited
   */
  protected abstract @Nullable Object poll(Object awaited) throws Throwable;

  /**
   * Called once when an exception leaves a frame or reaches a handler around an await, to give its
   * stack trace the awaiting methods.
   *
   * @param failure the exception
   */
  protected abstract void trace(Throwable failure);

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
    resultValue = value;
    resultFailure = failure;
    // A step may run inside another one (eager start, generator step, nested run): it continues
    // from
    // that one's depth and puts its place back.
    int outerDepth = depth;
    CoroutineFrame<?> outerRunning = running;
    try {
      return loop(first, outerDepth);
    } finally {
      depth = outerDepth;
      running = outerRunning;
    }
  }

  private @Nullable Object loop(CoroutineFrame<?> first, int baseDepth) throws Throwable {
    CoroutineFrame<?> frame = first;
    for (; ; ) {
      running = frame;
      depth = baseDepth;
      tail = null;
      Object result;
      try {
        result = frame.resume(this);
        if (result == SUSPENDED) {
          if (awaiting != DEFERRED) {
            return SUSPENDED;
          }
          frame = java.util.Objects.requireNonNull(innermost);
          awaiting = null;
          continue;
        }
        resultValue = result;
      } catch (Throwable t) {
        trace(t);
        resultFailure = t;
      }
      CoroutineFrame<?> caller = frame.caller;
      frame.caller = null;
      frame.state = CoroutineFrame.FINISHED;
      if (caller == null) {
        return result();
      }
      frame = caller;
    }
  }

  /** Called by generated code when a coroutine that {@link Await#callee} admitted has returned. */
  public final void leave() {
    depth--;
  }

  /**
   * Called by generated code after {@link Await#callee} returned null.
   *
   * @return the value of the await, or {@link #SUSPENDED}
   */
  public final @Nullable Object outcome() {
    Object o = outcome;
    outcome = null;
    return o;
  }

  /**
   * Called by generated code when a body suspends, after it spilled its variables: sets the state
   * and appends the frame to the chain that is unwinding. The first frame of a chain is the
   * innermost.
   *
   * @param frame the frame that suspends
   * @param state the suspension point, at least 1
   */
  public final void suspended(CoroutineFrame<?> frame, int state) {
    frame.state = state;
    CoroutineFrame<?> t = tail;
    if (t == null) {
      innermost = frame;
    } else if (t != frame) {
      t.caller = frame;
    }
    tail = frame;
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
    resultValue = null;
    if (failure != null) {
      resultFailure = null;
      throw failure;
    }
    return value;
  }

  /**
   * Called by generated code before it calls the body of a method of its own class directly.
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

  /** Admits a coroutine to be called now, or records it as a deferred call. */
  final @Nullable CoroutineFrame<?> admit(CoroutineFrame<?> callee) {
    if (!enter()) {
      outcome = defer(callee);
      return null;
    }
    return callee;
  }

  final void outcome(@Nullable Object outcome) {
    this.outcome = outcome;
  }

  final Object defer(CoroutineFrame<?> callee) {
    awaiting = DEFERRED;
    innermost = callee;
    tail = callee;
    return SUSPENDED;
  }

  /** An object that is only ever compared by identity. */
  private record Sentinel(String name) {
    @Override
    public String toString() {
      return name;
    }
  }
}
