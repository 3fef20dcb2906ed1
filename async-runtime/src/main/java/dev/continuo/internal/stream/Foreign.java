package dev.continuo.internal.stream;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator that is not made of operators: a generator, or one of the user. */
final class Foreign<T extends @Nullable Object> extends Pull<T> {

  private static final int AWAITS_ELEMENT = 1;

  private final AsyncIterator<? extends T> iterator;
  private boolean isOver;

  Foreign(@Nullable AsyncIterator<? extends T> iterator) {
    this.iterator = Objects.requireNonNull(iterator, "asyncIterator() returned null");
  }

  @Override
  @Nullable Object advance(Driver driver) throws Throwable {
    try {
      return state == STARTED
          ? Call.await(iterator.next(), driver, this, AWAITS_ELEMENT)
          : driver.result();
    } catch (StopAsyncIteration e) {
      isOver = true;
      return Driver.ENDED;
    }
  }

  @Override
  void release(Closing closing) {
    if (!isOver && iterator instanceof AsyncCloseable closeable) {
      closing.add(closeable);
    }
    isOver = true;
  }

  @Override
  String operator() {
    return "asyncIterator";
  }
}
