package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * The lazy result of an {@code @Async} method: calling the method runs nothing, awaiting the
 * coroutine (or making it a task) runs the body.
 *
 * <pre>{@code
 * Coroutine<String> c = hello("world");   // nothing has run
 * String s = await(c);                    // now it runs, inside the caller's task
 * await(c);                               // IllegalStateException: cannot reuse already awaited coroutine
 * }</pre>
 *
 * <p>A coroutine is single-use. Awaited directly it shares its caller's task, context and
 * cancellation; given to {@code createTask} it has its own. It is not thread-safe. Programs get
 * coroutines from {@code @Async} methods and from {@link Continuo#value}; they do not implement
 * this interface.
 *
 * @param <T> the type of the result, which may be null
 */
public interface Coroutine<T extends @Nullable Object> extends Awaitable<T>, AutoCloseable {

  /**
   * Returns this coroutine. Stated again so that this interface has two abstract methods: a lambda
   * or a method reference is no coroutine, and {@code run(Main::main)} does not compile.
   *
   * @return this
   */
  @Override
  Awaitable<? extends T> asAwaitable();

  /**
   * Closes this coroutine, as Python's {@code coroutine.close()}: one that never started will never
   * run and is not reported as never awaited; one that is suspended sees a {@link CancelledError}
   * at its await, so that its finally blocks run; one that is running or finished is left alone.
   *
   * @throws IllegalStateException if the coroutine awaits again while it is closed ("coroutine
   *     ignored GeneratorExit"): then it is not closed, and goes on when what it awaits is done
   */
  @Override
  void close();
}
