package dev.continuo.internal.stream;

import dev.continuo.Awaitable;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.GeneratorFrame;
import org.jspecify.annotations.Nullable;

/**
 * What {@code next()} of an iterator that is made of operators does: one coroutine that is used
 * again for every element.
 *
 * <pre>
 *   NEW ──handed out──▶ NEW ──awaited──▶ STARTED, or a suspension point ──▶ FINISHED
 *                        ▲                                                     │
 *                        └───────────────────handed out again──────────────────┘
 * </pre>
 *
 * When the chain ends or fails, closes it before it says so.
 */
final class NextStep<T extends @Nullable Object> extends GeneratorFrame<T> {

  private static final int AWAITS_SOURCE = 1;
  private static final int AWAITS_CLOSE = 2;

  private final Pull<T> source;
  private boolean isOver;

  /** Whether nobody was given this yet. */
  private boolean isNew = true;

  NextStep(Pull<T> source) {
    this.source = source;
  }

  /** What {@code next()} returns: this, unless somebody holds this and has not awaited it. */
  Awaitable<T> handOut() {
    if (isUnderWay() || isHandedOut()) {
      return new NextCall<>(this);
    }
    return again();
  }

  /** For a consumer that awaits the result at once. */
  Awaitable<T> again() {
    if (isUnderWay()) {
      throw new IllegalStateException(
          "next() while another next() of this iterator is under way: await one at a time");
    }
    state = NEW;
    isNew = false;
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

  private boolean isHandedOut() {
    return state == NEW && !isNew;
  }

  @Override
  public @Nullable Object resume(Driver driver) throws Throwable {
    Object result;
    try {
      result = advance(driver);
    } catch (Throwable t) {
      state = FINISHED;
      throw t;
    }
    if (result != Driver.SUSPENDED) {
      state = FINISHED;
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
}
