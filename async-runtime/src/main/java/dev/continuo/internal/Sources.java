package dev.continuo.internal;

import dev.continuo.AsyncIterable;
import dev.continuo.Generator;
import dev.continuo.GeneratorExit;
import dev.continuo.coroutine.Driver;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** What {@code emitAll} takes its elements from, where that needs no await. */
final class Sources {
  private Sources() {}

  static Iterator<?> iterator(@Nullable Object source) {
    if (source instanceof Iterator<?> iterator) {
      return iterator;
    }
    if (source instanceof Iterable<?> iterable) {
      return iterable.iterator();
    }
    if (source instanceof BaseStream<?, ?> stream) {
      return new StreamElements(stream);
    }
    Objects.requireNonNull(source, "a generator emits all of null");
    throw new IllegalArgumentException(
        "a generator cannot emit the elements of a "
            + source.getClass().getName()
            + (source instanceof AsyncIterable<?> || source instanceof Flow.Publisher<?>
                ? ": return AsyncGenerator<T> instead"
                : ": emitAll takes an Iterable, Iterator or Stream, and in an AsyncGenerator also an"
                    + " AsyncIterable or Publisher"));
  }

  /**
   * One step of a source: sends or throws into it if it is a generator; else the failure is thrown
   * here.
   *
   * @return the next element, or {@link Driver#ENDED}
   */
  static @Nullable Object step(
      Iterator<?> source, @Nullable Object value, @Nullable Throwable failure) throws Throwable {
    if (failure instanceof GeneratorExit) {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      }
      throw failure;
    }
    if (source instanceof SyncGenerator<?> own && (value != null || failure != null)) {
      return failure != null ? own.thrown(failure) : own.sent(value);
    }
    if (source instanceof Generator<?> generator && (value != null || failure != null)) {
      try {
        return failure != null ? generator.throwInto(failure) : generator.send(value);
      } catch (NoSuchElementException e) {
        return Driver.ENDED;
      }
    }
    if (failure != null) {
      if (source instanceof StreamElements elements) {
        elements.closeBecauseOf(failure);
      }
      throw failure;
    }
    return source.hasNext() ? source.next() : Driver.ENDED;
  }
}
