package dev.continuo.internal.stream;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.StopAsyncIteration;
import dev.continuo.coroutine.Driver;
import dev.continuo.internal.GeneratorElements;
import dev.continuo.internal.LoopGenerator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The elements of an iterator that is not made of operators: a generator, or one of the user. */
final class Foreign<T extends @Nullable Object> extends Pull<T> {

  private static final int AWAITS_ELEMENT = 1;

  private final AsyncIterator<? extends T> iterator;

  /** Asked in place of a generator's {@code next()}; null before the first time. */
  private @Nullable GeneratorElements generated;

  private boolean isOver;

  Foreign(@Nullable AsyncIterator<? extends T> iterator) {
    this.iterator = Objects.requireNonNull(iterator, "asyncIterator() returned null");
  }

  @Override
  @Nullable Object advance(Driver driver) throws Throwable {
    try {
      if (state != STARTED) {
        return known(driver.result());
      }
      return known(Call.await(next(), driver, this, AWAITS_ELEMENT));
    } catch (StopAsyncIteration e) {
      isOver = true;
      return Driver.ENDED;
    }
  }

  private Object next() {
    if (!(iterator instanceof LoopGenerator<?> generator)) {
      return Pipeline.next(iterator);
    }
    GeneratorElements elements = generated;
    if (elements == null) {
      elements = new GeneratorElements(generator);
      generated = elements;
    }
    return elements.again();
  }

  private @Nullable Object known(@Nullable Object element) {
    if (element == Driver.ENDED) {
      isOver = true;
    }
    return element;
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
