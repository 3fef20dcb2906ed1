package dev.continuo;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.HostedLoop;
import dev.continuo.internal.LoopProviders;
import dev.continuo.net.Networking;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks and tasks one after another on one thread; asyncio's event loop.
 *
 * <pre>{@code
 * EventLoop loop = EventLoop.create();
 * loop.callSoon(() -> print("first"));
 * loop.callLater(Duration.ofSeconds(1), loop::stop);
 * loop.runForever();                          // on this thread, until stop
 * loop.close();
 * }</pre>
 *
 * Most programs never touch a loop: {@link Continuo#run} makes one, and the functions of {@link
 * Continuo} find the one that runs.
 *
 * <p>A tick: callbacks that are ready run in the order they were scheduled; what they schedule runs
 * in the next tick. Timers that are due come after callbacks that were ready before; timers with
 * equal deadlines fire in the order they were made. With nothing to do the thread parks.
 *
 * <p>Threads: a loop belongs to the thread that runs it. {@link #callSoonThreadsafe} is the only
 * entry from other threads (besides {@link #stop} from within a callback given to it); every other
 * scheduling call made from a foreign thread while the loop runs throws {@link
 * IllegalStateException}. After {@link #close} every scheduling call throws IllegalStateException
 * "Event loop is closed".
 *
 * <p>The file is long because a loop is one object to its users, as in asyncio; it holds no code.
 */
public interface EventLoop extends Networking, AutoCloseable {

  /**
   * Makes a loop on the system's clock: that of the program's {@link EventLoopProvider} if it has
   * one, else {@link #standard}.
   *
   * @return a new loop
   * @throws IllegalStateException if there are several providers and no property says which
   */
  static EventLoop create() {
    return LoopProviders.newLoop();
  }

  /**
   * Makes a loop of the runtime's own kind on the system's clock, whatever providers there are.
   *
   * @return a new loop
   */
  static EventLoop standard() {
    return DefaultLoop.onSystemClock();
  }

  /**
   * Makes a loop that runs as a guest on the thread of another one, on the system's clock.
   *
   * <p>It is the runtime's own loop in all but this: {@link #start} hands it to its host for good,
   * and {@link #runForever} and {@link #runUntilComplete} until they are done, while the thread
   * that calls them waits. Interrupting that thread cancels what it waits for. On the thread of the
   * host they throw {@link IllegalStateException}, as they would wait for themselves; that the loop
   * cannot be run inside of itself holds even with {@link #allowNestedRun}. Its channels are
   * watched by a thread that is started when it needs the network for the first time.
   *
   * @param host whose thread it is
   * @return a new loop
   */
  static EventLoop hosted(LoopHost host) {
    return new HostedLoop(host);
  }

  /**
   * Makes a loop whose clock jumps: when nothing is ready, time moves to the next timer at once. A
   * test of a ten-second program takes milliseconds and is deterministic.
   *
   * <p>While something outside the loop is at work for it (an executor call, a CompletionStage that
   * is awaited) the clock waits in real time instead of jumping. Idle with no timer and nothing
   * outside fails at once with {@link IllegalStateException} "deadlock" and a dump of who waits for
   * what.
   *
   * @return a new loop, whose clock starts at 0
   */
  static EventLoop virtualTime() {
    return DefaultLoop.onVirtualClock();
  }

  /**
   * Makes such a loop that does not run first what was ready first: the callbacks and tasks of each
   * tick run in an order that the seed decides. For tests of code that must not rely on the order
   * of what is ready at the same time; a failure comes again with its seed, on every JDK.
   *
   * <pre>{@code
   * for (long seed = 1; seed <= 100; seed++) {
   *   try (Runner runner = Runner.virtualTime(seed)) {
   *     runner.run(transfer());
   *   }
   * }
   * }</pre>
   *
   * <p>Only what runs in the same tick changes places: what it makes ready still runs in the next
   * one, and time passes as before. Callbacks given to {@link #callSoonThreadsafe} and waiters of a
   * queue that were woken together are permuted like all others.
   *
   * @param seed any number; the same one gives the same order
   * @return a new loop, whose clock starts at 0
   */
  static EventLoop virtualTime(long seed) {
    return DefaultLoop.onVirtualClock(seed);
  }

  /**
   * The loop that runs on this thread.
   *
   * @return the running loop
   * @throws IllegalStateException "no running event loop"
   */
  static EventLoop running() {
    return DefaultLoop.running();
  }

  /**
   * The loop that runs on this thread, if any.
   *
   * @return the running loop or null
   */
  static @Nullable EventLoop runningOrNull() {
    return DefaultLoop.runningOrNull();
  }

  /**
   * Runs until {@code main} is done. A coroutine becomes a task.
   *
   * @param main what to run
   * @param <T> the type of its result
   * @return its result
   * @throws IllegalStateException if this loop or another one already runs on this thread, if the
   *     loop is closed, or if {@link #stop} ended it before {@code main} was done
   */
  <T extends @Nullable Object> T runUntilComplete(Awaitable<? extends T> main);

  /**
   * Runs until {@link #stop}. After a stop that came before the call it runs exactly one tick.
   *
   * @throws IllegalStateException as {@link #runUntilComplete}
   */
  void runForever();

  /**
   * Runs this loop on its host until {@link #stop}, without waiting for it. From then on it is the
   * running loop of that thread: tasks may be made there at any time, by other threads with {@link
   * Continuo#runCoroutineThreadsafe}; {@link #runUntilComplete} of another thread waits. When the
   * host says that it ends ({@link LoopHost#atEnd}), the tasks are cancelled and the loop is
   * closed.
   *
   * <p>A failure like {@link OutOfMemoryError} does not stop it: the host is told.
   *
   * @throws UnsupportedOperationException if the loop was not made by {@link #hosted}
   * @throws IllegalStateException if it runs already, is closed, or the host has ended
   */
  default void start() {
    throw new UnsupportedOperationException(
        "this event loop has no host that would run it: call runForever(), or make it with"
            + " EventLoop.hosted(LoopHost)");
  }

  /** Ends the run after the current batch of callbacks. Called from the loop's thread. */
  void stop();

  /**
   * Whether the loop runs now.
   *
   * @return true inside {@link #runForever} and {@link #runUntilComplete}
   */
  boolean isRunning();

  /**
   * Whether {@link #close} was called.
   *
   * @return true if it was
   */
  boolean isClosed();

  /**
   * Ends the loop's life; what is still scheduled will not run, and its handles are cancelled;
   * calls that other threads handed in run now. A second call does nothing. It does not wait for
   * the default executor; {@link Runner} does.
   *
   * @throws IllegalStateException if the loop runs
   */
  @Override
  void close();

  /**
   * Runs {@code callback} in the next tick, in a copy of the current context.
   *
   * @param callback what to run
   * @return a handle that can cancel it
   * @throws IllegalStateException if the loop is closed, or runs on another thread
   */
  default Handle callSoon(Runnable callback) {
    return callSoon(callback, null);
  }

  /**
   * The same in a context of your choice.
   *
   * @param callback what to run
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @return a handle that can cancel it
   */
  Handle callSoon(Runnable callback, @Nullable Context context);

  /**
   * Runs {@code callback} on the loop's thread, from any thread. Calls of one thread keep their
   * order; an idle loop wakes at once.
   *
   * @param callback what to run
   * @return a handle that can cancel it
   * @throws IllegalStateException "Event loop is closed"; a call that was accepted before {@link
   *     #close} has refused the first one runs, inside close if need be
   */
  default Handle callSoonThreadsafe(Runnable callback) {
    return callSoonThreadsafe(callback, null);
  }

  /**
   * The same in a context of your choice.
   *
   * @param callback what to run
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @return a handle that can cancel it
   */
  Handle callSoonThreadsafe(Runnable callback, @Nullable Context context);

  /**
   * Runs {@code callback} after {@code delay}.
   *
   * @param delay any duration; one that is too long for the clock means never, a negative one is
   *     due already, in the order of the absolute deadlines
   * @param callback what to run
   * @return a handle that can cancel it
   */
  default TimerHandle callLater(Duration delay, Runnable callback) {
    return callLater(delay, callback, null);
  }

  /**
   * The same in a context of your choice.
   *
   * @param delay any duration
   * @param callback what to run
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @return a handle that can cancel it
   */
  TimerHandle callLater(Duration delay, Runnable callback, @Nullable Context context);

  /**
   * Runs {@code callback} when the loop's clock shows {@code nanos}.
   *
   * @param nanos a time on the clock of {@link #time}
   * @param callback what to run
   * @return a handle that can cancel it
   */
  default TimerHandle callAt(long nanos, Runnable callback) {
    return callAt(nanos, callback, null);
  }

  /**
   * The same in a context of your choice.
   *
   * @param nanos a time on the clock of {@link #time}
   * @param callback what to run
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @return a handle that can cancel it
   */
  TimerHandle callAt(long nanos, Runnable callback, @Nullable Context context);

  /**
   * The loop's clock: monotonic, with an arbitrary start that is never negative.
   *
   * @return nanoseconds
   */
  long time();

  /**
   * Makes a pending future of this loop.
   *
   * @param <T> the type of its result
   * @return the future
   */
  <T extends @Nullable Object> AsyncFuture<T> createFuture();

  /**
   * Schedules a coroutine to run on its own; its first step is in the next tick, in a copy of the
   * current context.
   *
   * @param coroutine a coroutine that was not started
   * @param <T> the type of its result
   * @return the task
   * @throws IllegalStateException if the loop is closed, or runs on another thread
   */
  default <T extends @Nullable Object> Task<T> createTask(Coroutine<? extends T> coroutine) {
    return createTask(coroutine, null, null, false);
  }

  /**
   * The same with a name.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param <T> the type of its result
   * @return the task
   */
  default <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name) {
    return createTask(coroutine, name, null, false);
  }

  /**
   * The same in a context of your choice.
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @param <T> the type of its result
   * @return the task
   */
  default <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine, @Nullable String name, @Nullable Context context) {
    return createTask(coroutine, name, context, false);
  }

  /**
   * The same, perhaps with an eager start: then the body runs inside this call up to its first
   * suspension (CPython 3.12's {@code eager_start}).
   *
   * @param coroutine a coroutine that was not started
   * @param name the name, or null for {@code Task-n}
   * @param context the context that it runs in, not a copy of it; null for a copy of the current
   *     one
   * @param eagerStart whether to run up to the first suspension now; the loop must be running
   * @param <T> the type of its result
   * @return the task, which may be done
   */
  <T extends @Nullable Object> Task<T> createTask(
      Coroutine<? extends T> coroutine,
      @Nullable String name,
      @Nullable Context context,
      boolean eagerStart);

  /**
   * Runs a blocking call elsewhere. Unlike {@link Continuo#toThread} it does not carry the context.
   *
   * @param executor where to run it, or null for the default: virtual threads where the JDK has
   *     them, else a bounded pool of daemon threads
   * @param call the call
   * @param <T> the type of its result
   * @return a future; cancelling it returns at once, a call that has started finishes unobserved
   */
  <T extends @Nullable Object> AsyncFuture<T> runInExecutor(
      @Nullable Executor executor, Callable<? extends T> call);

  /**
   * Replaces the default executor. The loop does not shut a given executor down.
   *
   * @param executor the executor
   */
  void setDefaultExecutor(Executor executor);

  /**
   * Runs {@code callback} on the loop whenever the process gets a signal, in a copy of the current
   * context, instead of what the JVM does about it.
   *
   * <pre>{@code
   * loop.addSignalHandler("HUP", this::readConfiguration);
   * loop.addSignalHandler("TERM", server::close);      // no shutdown hook runs now
   * }</pre>
   *
   * A second call for the same signal replaces the first. Of several loops the one that called last
   * gets the signal. The handler is taken back when the loop closes. Signals that come faster than
   * the loop handles them may be merged into one, by the operating system.
   *
   * @param signal its name, with or without SIG: INT, TERM, HUP, USR2 …
   * @param callback what to run
   * @throws IllegalArgumentException if there is no such signal here, or the JVM or the operating
   *     system keeps it to itself (KILL, QUIT)
   * @throws IllegalStateException if the loop is closed, or runs on another thread
   * @throws UnsupportedOperationException if the run-time image has no module jdk.unsupported
   */
  void addSignalHandler(String signal, Runnable callback);

  /**
   * Takes a handler of this loop back: what was in force before is again.
   *
   * @param signal its name, with or without SIG
   * @return whether there was one
   */
  boolean removeSignalHandler(String signal);

  /**
   * Closes the async generators that were started and have not ended, oldest first and at the same
   * time; {@link Runner#close} awaits it. What their finally blocks throw goes to the exception
   * handler.
   *
   * @return a coroutine that is done when all are closed
   */
  Coroutine<@Nullable Void> shutdownAsyncGenerators();

  /**
   * Waits for the calls that the default executor still runs; new ones are refused from now on.
   *
   * @param timeout how long to wait; what still runs then is logged
   * @return a coroutine
   */
  Coroutine<Void> shutdownDefaultExecutor(Duration timeout);

  /**
   * Sets what gets the failures that no caller can be told.
   *
   * @param handler the handler, or null for the default, which logs
   */
  void setExceptionHandler(@Nullable ExceptionHandler handler);

  /**
   * The handler that was set.
   *
   * @return the handler, or null if the default is in use
   */
  @Nullable ExceptionHandler exceptionHandler();

  /**
   * Logs to the {@link System.Logger} named {@code dev.continuo} at level ERROR.
   *
   * @param context what went wrong
   */
  void defaultExceptionHandler(ExceptionContext context);

  /**
   * Gives {@code context} to the handler in use; if that throws, both are logged.
   *
   * @param context what went wrong
   */
  void callExceptionHandler(ExceptionContext context);

  /**
   * Switches debug mode: slow callbacks are logged with their stack, reports carry the place of
   * creation, coroutines that are never awaited are reported. {@code -Dcontinuo.debug=true} turns
   * it on for every loop.
   *
   * @param debug on or off
   */
  void setDebug(boolean debug);

  /**
   * Whether debug mode is on.
   *
   * @return true if it is
   */
  boolean isDebug();

  /**
   * Sets how long a callback may take in debug mode before it is logged; 100 ms unless set.
   *
   * @param duration the limit
   */
  void setSlowCallbackDuration(Duration duration);

  /**
   * Allows {@link Continuo#run} and {@link #runUntilComplete} while this loop runs: they re-enter
   * it, for notebooks and JShell. Off unless {@code -Dcontinuo.nestedRun=true}.
   *
   * @param allowed on or off
   */
  void allowNestedRun(boolean allowed);

  /**
   * The task whose step runs now.
   *
   * @return the task, or null in a plain callback
   */
  @Nullable Task<?> currentTask();

  /**
   * The tasks of this loop that are not done.
   *
   * @return a snapshot
   */
  Set<Task<?>> allTasks();

  /**
   * Says who waits for what, now. Any thread may ask: one that is not the loop's hands the question
   * in and waits up to a second for the answer. When none comes the loop is held up by code that
   * blocks, and the dump has the Java stack of its thread instead of tasks.
   *
   * @return the tasks that are not done
   */
  TaskDump snapshot();

  /**
   * The same with a wait of your choice.
   *
   * @param patience how long a thread that is not the loop's waits for the answer; it blocks
   * @return the tasks that are not done
   */
  TaskDump snapshot(Duration patience);

  /**
   * Shows this loop to management tools, as {@code dev.continuo:type=EventLoop,name="…"}, until it
   * is closed; see {@link EventLoopMXBean}. {@code -Dcontinuo.jmx=true} does it for every loop on
   * the system's clock.
   *
   * @param name the name, or null for {@code loop-n}
   * @throws IllegalStateException if this loop is registered already, or another one has the name
   * @throws UnsupportedOperationException if the run-time image has no module java.management
   */
  void registerMBean(@Nullable String name);

  /**
   * Says who waits for what: {@link #snapshot()} as text, a tree of the tasks that are not done,
   * with their stacks.
   *
   * @return text for logs
   */
  String dump();
}
