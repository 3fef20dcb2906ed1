package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens something on another thread. Whoever is cancelled meanwhile leaves nothing open:
 *
 * <pre>
 *   the thread:     opens it;  slot: null ──▶ it              ABANDONED? disposes of it
 *   cancelled:                 slot: ──▶ ABANDONED            was it there? disposes of it
 * </pre>
 *
 * @param <R> what is opened
 * @param <T> the result of the coroutine
 */
public final class Acquire<R, T> extends RuntimeFrame<T> {

  private static final Object ABANDONED = new Object();

  private final String name;
  private final @Nullable Executor executor;
  private final Callable<R> open;
  private final Consumer<R> dispose;
  private final BiFunction<DefaultLoop, R, T> use;
  private final AtomicReference<@Nullable Object> slot = new AtomicReference<>();

  /**
   * Makes the coroutine.
   *
   * @param name the public type and function, below {@code dev.continuo}: {@code net.Streams.open}
   * @param executor null for that of the loop
   * @param dispose undoes {@code open}; called on any thread
   * @param use makes the result, on the loop's thread
   */
  public Acquire(
      String name,
      @Nullable Executor executor,
      Callable<R> open,
      Consumer<R> dispose,
      BiFunction<DefaultLoop, R, T> use) {
    super(true);
    this.name = name;
    this.executor = executor;
    this.open = open;
    this.dispose = dispose;
    this.use = use;
    track();
  }

  private R call() throws Exception {
    R opened = open.call();
    if (!slot.compareAndSet(null, opened)) {
      dispose.accept(opened);
      throw new CancellationException(name + " was cancelled");
    }
    return opened;
  }

  @Override
  @SuppressWarnings("unchecked") // the call gives an R
  public @Nullable Object resume(Driver driver) throws Throwable {
    DefaultLoop loop = LoopDriver.of(driver).loop;
    Object result;
    if (state == STARTED) {
      result = await(loop.runInExecutor(executor, this::call), driver, 1);
      if (result == Driver.SUSPENDED) {
        return result;
      }
    } else {
      try {
        result = driver.result();
      } catch (Throwable t) {
        abandon();
        throw t;
      }
    }
    return use.apply(loop, (R) result);
  }

  @SuppressWarnings("unchecked") // what is in the slot is an R, or the mark
  private void abandon() {
    Object opened = slot.getAndSet(ABANDONED);
    if (opened != null && opened != ABANDONED) {
      dispose.accept((R) opened);
    }
  }

  @Override
  protected String type() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  @Override
  protected String function() {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
