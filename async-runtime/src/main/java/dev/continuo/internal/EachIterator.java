package dev.continuo.internal;

import dev.continuo.AsCompleted;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.NotTransformedError;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.stream.Pipeline;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The iterator of {@code for (T x : each(source))}. The transformer makes an await of each call of
 * {@code hasNext}:
 *
 * <pre>
 *   it.hasNext()   ⇒   await(it.step())     true: the element is here, and next() gives it
 * </pre>
 *
 * The step is one coroutine that is used again and again; nothing is allocated per element.
 */
public final class EachIterator implements Iterator<@Nullable Object> {

  private static final Awaitable<?> HAS_ELEMENT = Continuo.value(true);
  private static final Awaitable<?> IS_OVER = Continuo.value(false);

  private final Step step;

  private EachIterator(Step step) {
    this.step = step;
  }

  /** Starts a loop over a source of any of the kinds that {@code each} takes. */
  public static EachIterator over(Object source) {
    if (source instanceof AsyncIterable<?> iterable) {
      AsyncIterator<?> iterator = iterable.asyncIterator();
      return new EachIterator(
          iterator instanceof LoopGenerator<?> own ? new OfGenerator(own) : new OfAny(iterator));
    }
    if (source instanceof AsCompleted<?> completed) {
      return over(completed.futures());
    }
    if (source instanceof Flow.Publisher<?> publisher) {
      return new EachIterator(new OfAny(Pipeline.published(publisher).asyncIterator()));
    }
    if (source instanceof Iterable<?> awaitables) {
      return new EachIterator(new OfAwaitables(awaitables.iterator()));
    }
    throw new NullPointerException("each(null): there is nothing to loop over");
  }

  /** What is awaited in place of {@code hasNext()} of an iterator; gives a Boolean. */
  public static Awaitable<?> step(Iterator<?> iterator) {
    return iterator instanceof EachIterator each ? each.step.again() : new HasNext(iterator);
  }

  @Override
  public boolean hasNext() {
    throw new NotTransformedError("each");
  }

  @Override
  public @Nullable Object next() {
    return step.take();
  }

  /** Asks the source for one element. */
  private abstract static class Step extends RuntimeFrame<Boolean> {
    private static final byte TO_BE_ASKED = 0;
    private static final byte HOLDS_ELEMENT = 1;
    private static final byte OVER = 2;

    private @Nullable Object element;
    private byte answer = TO_BE_ASKED;

    /** As of any Iterator, hasNext() may be asked again: the source is not, then. */
    final Awaitable<?> again() {
      if (answer != TO_BE_ASKED) {
        return answer == HOLDS_ELEMENT ? HAS_ELEMENT : IS_OVER;
      }
      state = NEW;
      return this;
    }

    final @Nullable Object take() {
      if (answer != HOLDS_ELEMENT) {
        throw new NoSuchElementException("next() without hasNext()");
      }
      answer = TO_BE_ASKED;
      return element;
    }

    final Object found(@Nullable Object result) {
      if (result == Driver.SUSPENDED) {
        return Driver.SUSPENDED;
      }
      if (result == Driver.ENDED) {
        return end();
      }
      element = result;
      answer = HOLDS_ELEMENT;
      return true;
    }

    final boolean end() {
      element = null;
      answer = OVER;
      return false;
    }

    @Override
    protected final String function() {
      return "each";
    }
  }

  /** Of a generator of this runtime: its body runs on top of this step. */
  private static final class OfGenerator extends Step {
    private final LoopGenerator<?> generator;

    OfGenerator(LoopGenerator<?> generator) {
      this.generator = generator;
    }

    @Override
    public Object resume(Driver driver) throws Throwable {
      return found(
          state == STARTED
              ? generator.core.next(generator, driver, this)
              : generator.core.resume(driver, this));
    }

    @Override
    public StackTraceElement location() {
      StackTraceElement place = generator.core.placeOfDelegation(state);
      return place != null ? place : super.location();
    }
  }

  /** Of any asynchronous source. */
  private static final class OfAny extends Step {
    private final AsyncIterator<?> source;

    OfAny(AsyncIterator<?> source) {
      this.source = source;
    }

    @Override
    public Object resume(Driver driver) throws Throwable {
      try {
        return found(state == STARTED ? await(Pipeline.next(source), driver, 1) : driver.result());
      } catch (StopAsyncIteration e) {
        return end();
      }
    }
  }

  /** Of a collection of awaitables. */
  private static final class OfAwaitables extends Step {
    private final Iterator<?> source;

    OfAwaitables(Iterator<?> source) {
      this.source = source;
    }

    @Override
    public Object resume(Driver driver) throws Throwable {
      if (state != STARTED) {
        return found(driver.result());
      }
      return source.hasNext() ? found(await(source.next(), driver, 1)) : end();
    }
  }

  /** An iterator that came from elsewhere to the place where a loop asks. */
  private static final class HasNext extends RuntimeFrame<Boolean> {
    private final @Nullable Iterator<?> iterator; // null only while this is being made

    HasNext(Iterator<?> iterator) {
      this.iterator = iterator;
    }

    @Override
    public Object resume(Driver driver) {
      return iterator != null && iterator.hasNext();
    }

    @Override
    protected String function() {
      return "each";
    }
  }
}
