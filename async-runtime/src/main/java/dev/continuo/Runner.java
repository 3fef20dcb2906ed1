package dev.continuo;

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
 * <p>Closing cancels the tasks that are left and waits for them (bounded: what swallows the
 * cancellation is reported with a dump), reports their failures, joins the default executor
 * (bounded) and closes the loop. A Runner is used by one thread.
 */
@SuppressWarnings("DoNotCallSuggester") // stubs
public final class Runner implements AutoCloseable {

  /** Makes a runner with a loop on the system's clock. */
  public Runner() {}

  /**
   * Makes a runner on a virtual clock, for tests; see {@link EventLoop#virtualTime}.
   *
   * @return a new runner
   */
  public static Runner virtualTime() {
    throw new UnsupportedOperationException();
  }

  /**
   * Switches debug mode of the loop.
   *
   * @param debug on or off
   * @return this
   */
  public Runner debug(boolean debug) {
    throw new UnsupportedOperationException();
  }

  /**
   * Says whether Ctrl-C and SIGTERM cancel the coroutine that runs (the default): a JVM shutdown
   * hook cancels it and waits for its cleanup, bounded.
   *
   * @param handle on or off
   * @return this
   */
  public Runner handleShutdown(boolean handle) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs a coroutine to its end on this thread.
   *
   * @param main a coroutine that was not started
   * @param <T> the type of its result
   * @return its result; a failure is thrown as it is, even a checked one
   * @throws IllegalArgumentException "a coroutine was expected, got …"
   * @throws IllegalStateException if a loop runs on this thread, or the runner is closed
   */
  public <T extends @Nullable Object> T run(Coroutine<? extends T> main) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /**
   * The loop.
   *
   * @return the loop that {@link #run} uses
   * @throws IllegalStateException if the runner is closed
   */
  public EventLoop loop() {
    throw new UnsupportedOperationException();
  }

  /**
   * The context that {@link #run} shares between its calls.
   *
   * @return the context
   */
  public Context context() {
    throw new UnsupportedOperationException();
  }

  /** Ends everything that is left and closes the loop; a second call does nothing. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
