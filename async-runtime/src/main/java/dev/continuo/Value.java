package dev.continuo;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A result that is there already: what {@link Continuo#value} makes.
 *
 * <pre>{@code
 * @Async Coroutine<Integer> sum(int a, int b) { return value(a + b); }
 * Coroutine<Integer> stub() { return value(42); }              // no @Async needed
 * CompletableFuture<Integer> other() { return value(42); }
 * }</pre>
 *
 * It may be awaited any number of times, on any thread.
 *
 * @param <T> the type of the value, which may be null
 */
public final class Value<T extends @Nullable Object> extends CompletableFuture<T>
    implements Coroutine<T> {

  private final T value;

  Value(T value) {
    this.value = value;
    complete(value);
  }

  /**
   * The value.
   *
   * @return what was given to {@link Continuo#value}
   */
  public T value() {
    return value;
  }

  @Override
  public final Awaitable<T> asAwaitable() {
    return this;
  }

  /** Does nothing: there is nothing to close. */
  @Override
  public void close() {}

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
