package dev.continuo.internal.file;

import dev.continuo.AsyncFuture;
import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.RuntimeFrame;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call of the file system in the executor of the loop, and what is made of its result on the
 * loop's thread: nothing, if the coroutine was cancelled meanwhile.
 */
public final class FileCall<R extends @Nullable Object, T extends @Nullable Object>
    extends RuntimeFrame<T> {

  private final String name;
  private final Callable<R> call;
  private final Function<R, T> then;
  private final boolean isFinished;

  private FileCall(String name, Callable<R> call, Function<R, T> then, boolean isFinished) {
    super(true);
    this.isFinished = isFinished;
    this.name = name;
    this.call = call;
    this.then = then;
    track();
  }

  /** The coroutine of a call; the name is that of the public type and function. */
  public static <T extends @Nullable Object> Coroutine<T> of(String name, Callable<T> call) {
    return new FileCall<>(name, call, result -> result, false);
  }

  /**
   * The coroutine of a call that is made, once it was begun, even if the coroutine is cancelled.
   */
  public static <R extends @Nullable Object, T extends @Nullable Object> Coroutine<T> finished(
      String name, Callable<R> call, Function<R, T> then) {
    return new FileCall<>(name, call, then, true);
  }

  /** The same, with {@code then} on the loop's thread. */
  public static <R extends @Nullable Object, T extends @Nullable Object> Coroutine<T> of(
      String name, Callable<R> call, Function<R, T> then) {
    return new FileCall<>(name, call, then, false);
  }

  @Override
  @SuppressWarnings("unchecked") // the call gives an R
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result = state == STARTED ? await(begun(), driver, 1) : driver.result();
    return result == Driver.SUSPENDED ? result : then.apply((R) result);
  }

  private Awaitable<? extends R> begun() {
    AsyncFuture<R> begun = DefaultLoop.running().runInExecutor(null, call);
    return isFinished ? Continuo.shield(begun) : begun;
  }

  @Override
  protected String type() {
    return "file." + name.substring(0, name.indexOf('.'));
  }

  @Override
  protected String function() {
    return name.substring(name.indexOf('.') + 1);
  }
}
