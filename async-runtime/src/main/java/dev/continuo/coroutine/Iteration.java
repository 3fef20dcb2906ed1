package dev.continuo.coroutine;

import dev.continuo.AsyncCloseable;
import dev.continuo.Awaitable;
import dev.continuo.Each;
import dev.continuo.internal.EachIterator;
import dev.continuo.internal.ScopeExit;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The static entry points of loops over asynchronous sources, and of resources that wait. */
public final class Iteration {

  private Iteration() {}

  /**
   * In place of {@code Continuo.each}.
   *
   * @param source what to loop over
   * @return an object whose iterator is to be asked with {@link #step}
   */
  public static Each<?> each(Object source) {
    return new Each<>(EachIterator.over(source));
  }

  /**
   * In place of {@code hasNext()}.
   *
   * @param iterator perhaps one of an {@link Each}
   * @return an awaitable of a Boolean
   */
  public static Awaitable<?> step(Iterator<?> iterator) {
    return EachIterator.step(iterator);
  }

  /**
   * In place of {@code resource.close()} where a block ends normally.
   *
   * @param resource what is closed
   * @return an awaitable of its closing
   */
  public static Awaitable<?> close(AsyncCloseable resource) {
    return ScopeExit.normally(resource);
  }

  /**
   * In place of {@code resource.close()} where an exception leaves a block.
   *
   * @param resource what is closed
   * @param pending the exception
   * @return an awaitable of the exception to throw
   */
  public static Awaitable<Throwable> close(AsyncCloseable resource, Throwable pending) {
    return ScopeExit.because(resource, pending);
  }

  /**
   * The same for a resource that is only known as an AutoCloseable.
   *
   * @param resource what is closed: at once, unless it is an AsyncCloseable
   * @return an awaitable of its closing
   * @throws Exception what {@code close()} throws
   */
  public static Awaitable<?> close(AutoCloseable resource) throws Exception {
    return ScopeExit.normallyAny(resource);
  }

  /**
   * The same where an exception leaves a block.
   *
   * @param resource what is closed: at once, unless it is an AsyncCloseable
   * @param pending the exception
   * @return an awaitable of the exception to throw
   * @throws Exception what {@code close()} throws
   */
  public static Awaitable<Throwable> close(AutoCloseable resource, Throwable pending)
      throws Exception {
    return ScopeExit.becauseAny(resource, pending);
  }

  /**
   * Called by generated code for {@code emitAll(source)}.
   *
   * @param source where the elements come from
   * @return what the body emits
   */
  public static Object all(@Nullable Object source) {
    if (source == null) {
      throw new NullPointerException("emitAll(null): there is nothing to emit");
    }
    return new Delegation(source);
  }

  /**
   * Called by generated code where a generator returns another one: its elements are the rest.
   *
   * @param source where the elements come from, or null for none
   * @return what the body emits
   */
  public static Object rest(@Nullable Object source) {
    return new Delegation(source == null ? Collections.emptyIterator() : source);
  }
}
