package dev.continuo;

import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.LoopProviders;
import dev.continuo.internal.LoopShutdown;
import dev.continuo.internal.ShutdownHook;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs several coroutines one after another on one loop and in one context; asyncio's {@code
 * Runner}.
 *
 * <pre>{@code
 * try (Runner runner = new Runner()) {
 *   runner.run(connect());
 *   runner.run(serve());            // sees the context variables that connect() set
 * }
 * }</pre>
 *
 * <p>Closing cancels the tasks that are left and waits for them, reports their failures, joins the
 * default executor and closes the loop. Each wait takes at most 30 seconds of the loop's clock
 * ({@link #shutdownTimeout}, {@code -Dcontinuo.shutdownSeconds}); what does not end by then is
 * logged, tasks and calls with their stacks. A Runner is used by one thread; interrupting that
 * thread cancels the coroutine that runs.
 */
public final class Runner implements AutoCloseable {

  private final DefaultLoop loop;
  private final long mark = LoopShutdown.mark();
  private final Context context = Context.copyOfCurrent();
  private Duration grace = LoopShutdown.GRACE;
  private boolean handleShutdown = true;
  private boolean closed;

  /** Set while the runner has run something and is open. */
  private @Nullable ShutdownHook hook;

  /** Makes a runner with a loop of {@link EventLoop#create}. */
  public Runner() {
    this(LoopProviders.newLoop());
  }

  /**
   * Makes a runner with a loop of your choice, the {@code loop_factory} of asyncio.
   *
   * <pre>{@code
   * try (Runner runner = new Runner(() -> EventLoop.hosted(host))) {
   *   runner.run(main());               // on the thread of the host; this one waits
   * }
   * }</pre>
   *
   * @param provider makes the loop, which belongs to this runner from now on; called once, here
   * @throws IllegalStateException if it returns null, or a loop of an unknown kind
   */
  public Runner(EventLoopProvider provider) {
    this(LoopProviders.newLoop(provider));
  }

  private Runner(DefaultLoop loop) {
    this.loop = loop;
  }

  /**
   * Makes a runner on a virtual clock, for tests; see {@link EventLoop#virtualTime}.
   *
   * @return a new runner
   */
  public static Runner virtualTime() {
    return new Runner(DefaultLoop.onVirtualClock());
  }

  /**
   * The same, with an order of the ready callbacks that the seed decides; see {@link
   * EventLoop#virtualTime(long)}.
   *
   * @param seed any number; the same one gives the same order
   * @return a new runner
   */
  public static Runner virtualTime(long seed) {
    return new Runner(DefaultLoop.onVirtualClock(seed));
  }

  /**
   * Switches debug mode of the loop.
   *
   * @param debug on or off
   * @return this
   */
  public Runner debug(boolean debug) {
    loop.setDebug(debug);
    return this;
  }

  /**
   * Sets how long each wait of {@link #close} may take: for tasks that were cancelled, for async
   * generators, for calls in the default executor; and how long the shutdown hook waits for all of
   * it.
   *
   * @param timeout a duration; zero or less waits for nothing. 30 seconds unless set, 10 for the
   *     hook ({@code -Dcontinuo.shutdownHookSeconds})
   * @return this
   */
  public Runner shutdownTimeout(Duration timeout) {
    grace = timeout.isNegative() ? Duration.ZERO : timeout;
    return this;
  }

  /**
   * Says whether Ctrl-C and SIGTERM cancel the coroutine that runs (the default): a JVM shutdown
   * hook cancels it and waits for its cleanup, bounded. The process ends with the exit code that is
   * usual, 130 or 143, and without the trace of a {@link CancelledError} that nobody caught. For
   * something else see {@link EventLoop#addSignalHandler}.
   *
   * @param handle on or off
   * @return this
   */
  public Runner handleShutdown(boolean handle) {
    handleShutdown = handle;
    return this;
  }

  /**
   * Says who is told about coroutines that were made while this runner ran and never awaited; the
   * log unless set. They are found with assertions enabled and in debug mode only, at the latest
   * when the runner closes.
   *
   * <pre>{@code
   * List<String> forgotten = new ArrayList<>();
   * try (Runner runner = new Runner().onNeverAwaited(forgotten::add)) {
   *   runner.run(main());
   * }
   * assertThat(forgotten).isEmpty();
   * }</pre>
   *
   * @param report gets a sentence with the name of the coroutine and the place that made it; called
   *     on the thread that found it, which is mostly that of the loop
   * @return this
   */
  public Runner onNeverAwaited(Consumer<? super String> report) {
    loop.tellForgotten(mark, report);
    return this;
  }

  /**
   * Runs a coroutine to its end, on this thread unless the loop has a host.
   *
   * @param main a coroutine that was not started
   * @param <T> the type of its result
   * @return its result; a failure is thrown as it is, even a checked one
   * @throws IllegalArgumentException "a coroutine was expected, got …"
   * @throws IllegalStateException if a loop runs on this thread, or the runner is closed
   */
  public <T extends @Nullable Object> T run(Coroutine<? extends T> main) {
    return run(main, context);
  }

  /**
   * The same in a context of your choice.
   *
   * @param main a coroutine that was not started
   * @param context the context that it runs in, not a copy of it
   * @param <T> the type of its result
   * @return its result
   */
  public <T extends @Nullable Object> T run(Coroutine<? extends T> main, Context context) {
    DefaultLoop.checkCoroutine(main);
    if (EventLoop.runningOrNull() != null) {
      throw new IllegalStateException("Runner.run() cannot be called from a running event loop");
    }
    checkOpen();
    if (handleShutdown && hook == null) {
      hook = ShutdownHook.install(loop, grace);
    }
    return loop.runUntilComplete(loop.<T>createTask(main, null, context));
  }

  /**
   * The loop.
   *
   * @return the loop that {@link #run} uses
   * @throws IllegalStateException if the runner is closed
   */
  public EventLoop loop() {
    checkOpen();
    return loop;
  }

  /**
   * The context that {@link #run} shares between its calls.
   *
   * @return the context
   */
  public Context context() {
    checkOpen();
    return context;
  }

  /**
   * Ends everything that is left and closes the loop; a second call does nothing.
   *
   * @throws IllegalStateException if the loop runs, as inside of a coroutine of this runner; then
   *     nothing is changed
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (loop.isRunning()) {
      throw new IllegalStateException("Runner.close() cannot be called while its loop runs");
    }
    closed = true;
    try {
      LoopShutdown.shutDown(loop, mark, grace);
    } finally {
      if (hook != null) {
        hook.remove();
        hook = null;
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Runner is closed");
    }
  }
}
