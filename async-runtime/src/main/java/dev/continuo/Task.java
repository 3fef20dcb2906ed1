package dev.continuo;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that the event loop runs on its own, beside the others; asyncio's {@code Task}.
 *
 * <pre>{@code
 * Task<String> page = createTask(download(uri));   // starts in the next tick
 * doSomethingElse();
 * String text = await(page);
 * }</pre>
 *
 * <p>The loop holds its tasks until they are done, so a task that nobody keeps a reference to runs
 * to its end (in asyncio it may vanish).
 *
 * <p>Cancellation. {@link #cancel} asks: one {@link CancelledError} is thrown into the body at its
 * next suspension point. The body may clean up with {@code finally}, which may await; if it
 * swallows the error, the task goes on and finishes normally. {@link #setResult} and {@link
 * #setException} throw IllegalStateException on a task.
 *
 * @param <T> the type of the result, which may be null
 */
public interface Task<T extends @Nullable Object> extends AsyncFuture<T> {

  /**
   * The name for logs and dumps: the one given, else {@code Task-1}, {@code Task-2}, ….
   *
   * @return the name
   */
  String name();

  /**
   * Renames the task.
   *
   * @param name the new name
   */
  void setName(String name);

  /**
   * What the task runs.
   *
   * @return the coroutine
   */
  Coroutine<? extends T> coroutine();

  /**
   * The context that the body runs in.
   *
   * @return the context itself, not a copy
   */
  Context context();

  /**
   * How many times {@link #cancel} was called, less the calls of {@link #uncancel}.
   *
   * @return at least 0
   */
  int cancelling();

  /**
   * Takes back one call of {@link #cancel}; a scope that cancelled its own task says so after it
   * has caught the error. At 0 a CancelledError that was not delivered yet is dropped (CPython
   * 3.13).
   *
   * @return what {@link #cancelling} is now
   */
  int uncancel();

  /**
   * Where the task is suspended: every awaiting method under the names the user wrote, innermost
   * first.
   *
   * @return the stack; empty for a task that is done or has not started
   */
  List<StackTraceElement> stack();

  /**
   * Asks the body to stop; see the class comment.
   *
   * @param message the message of the CancelledError, or null
   * @return false if the task was done
   */
  @Override
  boolean cancel(@Nullable String message);

  @Override
  void addDoneCallback(Consumer<? super AsyncFuture<T>> callback);
}
