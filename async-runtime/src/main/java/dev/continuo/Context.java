package dev.continuo;

import dev.continuo.internal.BoundContext;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link ContextVar}s that a task, a callback or a thread sees; Python's {@code
 * contextvars.Context}.
 *
 * <pre>{@code
 * Context c = Context.copyOfCurrent();
 * c.run(() -> USER.set("ann"));          // changes c, not the current context
 * createTask(serve(), "serve", c);       // sees "ann"
 * }</pre>
 *
 * <p>A task runs in a copy of the context it was created in, a callback in a copy of the one it was
 * scheduled in; a coroutine that is awaited directly shares its caller's. Copying takes constant
 * time: bindings are immutable and shared, and {@link ContextVar#set} replaces them.
 */
public interface Context {

  /**
   * A copy of the context that this code runs in; Python's {@code copy_context()}.
   *
   * @return a new context
   */
  static Context copyOfCurrent() {
    return BoundContext.copyOfCurrent();
  }

  /**
   * A context with no values.
   *
   * @return a new context
   */
  static Context empty() {
    return BoundContext.empty();
  }

  /**
   * A copy of this context.
   *
   * @return a new context
   */
  Context copy();

  /**
   * The value that was set here.
   *
   * @param variable the variable
   * @param <T> its type
   * @return the value, or null if it was not set (defaults are not looked at)
   */
  <T> @Nullable T get(ContextVar<T> variable);

  /**
   * Whether the variable was set here.
   *
   * @param variable the variable
   * @return true if it was
   */
  boolean contains(ContextVar<?> variable);

  /**
   * Every value that was set here.
   *
   * @return an unmodifiable snapshot
   */
  Map<ContextVar<?>, Object> asMap();

  /**
   * Runs {@code body} on this thread in this context: what it sets stays here.
   *
   * @param body what to run
   * @param <R> the type of its result
   * @return its result
   * @throws Exception what the body throws
   * @throws IllegalStateException "cannot enter context: … is already entered"
   */
  <R extends @Nullable Object> R call(Callable<R> body) throws Exception;

  /**
   * The same for a body without a result.
   *
   * @param body what to run
   * @throws IllegalStateException "cannot enter context: … is already entered"
   */
  void run(Runnable body);
}
