package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that asks a chain for its elements until it has enough, and then closes the chain.
 *
 * <pre>
 *   start an iteration          on the first step, so that nothing happens before the await
 *   loop:
 *     while (x = ready()) != null: x == ENOUGH? leave loop; await(x)
 *     element = await(source);     ended? leave loop
 *     x = accept(element);         x == ENOUGH? leave loop; x != null? await(x)
 *   result = finish()
 *   close what is still open       on every path
 *   over(failure)
 * </pre>
 *
 * @param <T> the type of the elements
 * @param <R> the type of the result
 */
abstract class Drain<T extends @Nullable Object, R extends @Nullable Object>
    extends CoroutineFrame<R> {

  /** What {@link #ready} and {@link #accept} return to end the iteration. */
  static final Object ENOUGH = new Object();

  private static final int AWAITS_SOURCE = 1;
  private static final int AWAITS_ACTION = 2;
  private static final int AWAITS_CLOSE = 3;

  /** What the iteration is over; null if it was started before. */
  private final @Nullable AsyncIterable<? extends T> elements;

  private @Nullable Pull<T> source;
  private @Nullable Object result;

  Drain(AsyncIterable<? extends T> elements) {
    this.elements = Objects.requireNonNull(elements);
  }

  Drain(Pull<T> source) {
    this.elements = null;
    this.source = source;
  }

  /** Before an element is asked for: something to wait for first, {@link #ENOUGH}, or null. */
  @Nullable Object ready() {
    return null;
  }

  /** Takes an element: something to wait for, {@link #ENOUGH}, or null to go on. */
  abstract @Nullable Object accept(T element) throws Throwable;

  /** The result, when there are no more elements or they were enough. */
  abstract @Nullable Object finish();

  /** Called once, when no more elements are asked for. */
  void closes() {}

  /** Called once, when everything is closed: gives the result or throws the failure. */
  @Nullable Object over(@Nullable Object result, @Nullable Throwable failure) throws Throwable {
    if (failure != null) {
      throw failure;
    }
    return result;
  }

  /** The method of AsyncIterable that users see in traces; asked for by the constructor. */
  abstract String operator();

  @Override
  public final @Nullable Object resume(Driver driver) throws Throwable {
    Throwable failure = null;
    Pull<T> open = source;
    if (state != AWAITS_CLOSE) {
      try {
        if (open == null) {
          open = Pull.of(Objects.requireNonNull(elements));
          source = open;
        }
        if (drain(open, driver) == Driver.SUSPENDED) {
          return Driver.SUSPENDED;
        }
        result = finish();
      } catch (Throwable t) {
        failure = t;
      }
      closes();
    }
    try {
      if (state == AWAITS_CLOSE) {
        var unused = driver.result();
      } else if (open == null) { // there is no iteration
        return over(null, failure);
      } else if (Call.await(new Closing(open, failure), driver, this, AWAITS_CLOSE)
          == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
    } catch (Throwable t) {
      return over(null, t);
    }
    return over(result, null);
  }

  /** Runs the loop up to its next suspension or its end. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the source only gives elements of T
  private @Nullable Object drain(Pull<T> open, Driver driver) throws Throwable {
    Object got = state == STARTED ? null : driver.result();
    boolean isElement = state == AWAITS_SOURCE;
    for (; ; ) {
      Object wait;
      if (isElement) {
        if (got == Driver.ENDED) {
          return got;
        }
        wait = accept((T) got);
        isElement = false;
      } else {
        wait = ready();
        if (wait == null) {
          got = Call.pull(open, driver, this, AWAITS_SOURCE);
          isElement = true;
        }
      }
      if (wait == ENOUGH) {
        return wait;
      }
      if (wait != null) {
        got = Call.await(wait, driver, this, AWAITS_ACTION);
      }
      if (got == Driver.SUSPENDED) {
        return got;
      }
    }
  }

  @Override
  protected final String metadata() {
    return Call.metadata(operator());
  }
}
