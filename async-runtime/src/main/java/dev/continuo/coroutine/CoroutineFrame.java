package dev.continuo.coroutine;

import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * The heap object of one coroutine: base of the class that the transformer generates for each
 * {@code @Async} method. The subclass adds typed fields for the arguments and for the local
 * variables that live across a suspension.
 *
 * <pre>
 *   NEW (0) ──start──▶ STARTED (-1) ──suspend──▶ k ≥ 1 ──suspend──▶ k' …
 *      │                   │                       │
 *      └──close──▶ FINISHED (-2) ◀──── the driver saw it return or throw
 * </pre>
 *
 * A frame that ran to its end without ever suspending may stay STARTED. Not thread-safe: used by
 * the thread of its driver.
 *
 * @param <T> the type of the result
 */
public abstract class CoroutineFrame<T extends @Nullable Object> implements Coroutine<T> {

  /** State of a coroutine whose body has not been entered. */
  public static final int NEW = 0;

  /** State of a coroutine that was started and has not suspended yet. */
  public static final int STARTED = -1;

  /** State of a coroutine that returned, threw or was closed. */
  public static final int FINISHED = -2;

  /** {@link #NEW}, {@link #STARTED}, {@link #FINISHED}, or the suspension point (from 1). */
  public int state;

  /** The frame that awaits this one while both are suspended; null for the outermost. */
  @Nullable CoroutineFrame<?> caller;

  /** Called by the generated classes, when they have set their fields. */
  protected CoroutineFrame() {
    track();
  }

  /**
   * For subclasses that set reference fields after this: without the branch in {@link #track} the
   * JIT sees there that the object is new, and needs no barriers of the garbage collector.
   *
   * @param tracksItself always true: the constructor of the subclass ends with {@link #track}
   */
  protected CoroutineFrame(boolean tracksItself) {}

  /** Has the coroutine reported if it is never awaited; the last act of the constructor. */
  protected final void track() {
    if (NeverAwaited.enabled && !(this instanceof GeneratorFrame)) {
      NeverAwaited.created(this);
    }
  }

  @Override
  public final Awaitable<T> asAwaitable() {
    return this;
  }

  /**
   * Enters the body at its start or right after the suspension point {@link #state}.
   *
   * @param driver what runs the chain; holds the outcome of the await ({@link Driver#result})
   * @return the result of the coroutine, or {@link Driver#SUSPENDED}
   * @throws Throwable what the body throws
   */
  public abstract @Nullable Object resume(Driver driver) throws Throwable;

  /**
   * Where the source of this coroutine is, in the form that {@link FrameMetadata#parse} reads: a
   * constant of the generated class, decoded only when a trace or a dump needs it. It may be asked
   * for while the object is being constructed.
   *
   * @return the encoded metadata
   */
  protected abstract String metadata();

  /**
   * Where this coroutine is now, as an element of a stack trace.
   *
   * @return its method, and the line it is suspended at, else the method's first
   */
  public StackTraceElement location() {
    return FrameMetadata.parse(metadata()).at(state);
  }

  /**
   * The coroutine that awaits this one.
   *
   * @return the caller while both are suspended, else null
   */
  public final @Nullable CoroutineFrame<?> caller() {
    return caller;
  }

  @Override
  public final void close() {
    if (state == NEW) {
      start();
      state = FINISHED;
    } else if (state > NEW) {
      Launch.close(this);
    }
  }

  /** Takes the one start that a coroutine has. */
  final CoroutineFrame<T> start() {
    if (state != NEW) {
      throw new IllegalStateException(
          state > NEW
              ? "coroutine is being awaited already"
              : "cannot reuse already awaited coroutine");
    }
    state = STARTED;
    if (NeverAwaited.enabled && !(this instanceof GeneratorFrame)) {
      NeverAwaited.started(this);
    }
    return this;
  }

  /** The method as users name it: class and method. */
  final String name() {
    FrameMetadata source = FrameMetadata.parse(metadata());
    return source.hostClass() + '.' + source.method();
  }

  private static String suspended(int line) {
    return line < 0 ? "suspended" : "suspended at line " + line; // the runtime's own have no lines
  }

  @Override
  public String toString() {
    String now =
        switch (state) {
          case NEW -> "not started";
          case STARTED -> "started";
          case FINISHED -> "finished";
          default -> suspended(location().getLineNumber());
        };
    return "coroutine " + name() + " (" + now + ")";
  }
}
