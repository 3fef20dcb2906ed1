package dev.continuo.internal.stream;

import dev.continuo.Awaitable;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.GeneratorFrame;
import org.jspecify.annotations.Nullable;

/**
 * {@code next()} of an iterator that is made of operators: one coroutine that is used again for
 * every element. When the chain ends or fails, closes it before it says so.
 */
final class NextStep<T extends @Nullable Object> extends GeneratorFrame<T> {

  private static final int AWAITS_SOURCE = 1;
  private static final int AWAITS_CLOSE = 2;

  private final Pull<T> source;
  private boolean isOver;

  NextStep(Pull<T> source) {
    this.source = source;
  }

  /** What {@code next()} returns. */
  Awaitable<T> again() {
    if (isUnderWay()) {
      return new Refusal<>();
    }
    state = NEW; // the driver has marked a step that failed
    return this;
  }

  /** Ends the iteration from outside; gives what there is to close. */
  Pull<T> end() {
    if (isUnderWay()) {
      throw new IllegalStateException("closeAsync() while next() is under way");
    }
    isOver = true;
    return source;
  }

  private boolean isUnderWay() {
    return state != NEW && state != FINISHED;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result;
    try {
      result = advance(driver);
    } catch (Throwable t) {
      state = NEW;
      throw t;
    }
    if (result != Driver.SUSPENDED) {
      state = NEW;
    }
    return result;
  }

  private @Nullable Object advance(Driver driver) throws Throwable {
    if (state == AWAITS_CLOSE) {
      var unused = driver.result();
      throw new StopAsyncIteration();
    }
    if (isOver && state == STARTED) {
      throw new StopAsyncIteration();
    }
    Object result;
    Throwable failure = null;
    try {
      result = state == STARTED ? Call.pull(source, driver, this, AWAITS_SOURCE) : driver.result();
      if (result != Driver.ENDED) {
        return result;
      }
    } catch (StopAsyncIteration e) { // would end the consumer's loop as if all were well
      failure = new IllegalStateException("an operator's function threw StopAsyncIteration", e);
    } catch (Throwable t) {
      failure = t;
    }
    isOver = true;
    result = Call.await(new Closing(source, failure), driver, this, AWAITS_CLOSE);
    if (result == Driver.SUSPENDED) {
      return result;
    }
    throw new StopAsyncIteration();
  }

  @Override
  protected String metadata() {
    return "dev.continuo.AsyncIterator\nnext\nAsyncIterator.java\n-1";
  }

  /** A second {@code next()} while one is under way. */
  private static final class Refusal<T extends @Nullable Object> extends GeneratorFrame<T> {
    @Override
    public @Nullable Object resume(Driver driver) {
      throw new IllegalStateException(
          "next() while another next() of this iterator is under way: await one at a time");
    }

    @Override
    protected String metadata() {
      return "dev.continuo.AsyncIterator\nnext\nAsyncIterator.java\n-1";
    }
  }
}
