package dev.continuo;

import java.util.Iterator;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.BaseStream;

/**
 * The vocabulary as plain, synchronous Java: the yardstick of the construct tests. It has the
 * descriptors of the runtime's class of this name, so that the very class files that are transformed
 * also run untransformed against it: an {@code @Async} method just runs when it is called, throws at
 * the call, and {@code await} returns or throws what its argument stands for.
 */
public final class Continuo {

  private Continuo() {}

  /** Something that knows its outcome; decides when it is awaited. */
  public interface Plain<T> extends Coroutine<T> {
    T take() throws Throwable;
  }

  public static <T> T await(Awaitable<? extends T> awaited) {
    return take(awaited);
  }

  public static <T> T await(CompletionStage<? extends T> awaited) {
    return take(awaited);
  }

  public static <T, A extends Object & Awaitable<? extends T> & CompletionStage<? extends T>>
      T await(A awaited) {
    return take(awaited);
  }

  public static <T, X extends Throwable> T await(Awaitable<? extends T> awaited, Class<X> thrown)
      throws X {
    return take(awaited);
  }

  public static <T, X extends Throwable> T await(
      CompletionStage<? extends T> awaited, Class<X> thrown) throws X {
    return take(awaited);
  }

  public static <
          T,
          A extends Object & Awaitable<? extends T> & CompletionStage<? extends T>,
          X extends Throwable>
      T await(A awaited, Class<X> thrown) throws X {
    return take(awaited);
  }

  public static <T> Value<T> value(T value) {
    return new Value<>(value);
  }

  @SuppressWarnings("unchecked")
  public static <R> R done() {
    return (R) new Value<Object>(null);
  }

  @SuppressWarnings("unchecked")
  public static <S> S emit(Object element) {
    return (S) PlainGenerator.emit(element);
  }

  public static void emitAll(Object source) {
    if (source instanceof AsyncIterable) {
      for (Object element : each((AsyncIterable<?>) source)) {
        PlainGenerator.emit(element);
      }
      return;
    }
    Iterator<?> iterator =
        source instanceof Iterator
            ? (Iterator<?>) source
            : source instanceof BaseStream
                ? ((BaseStream<?, ?>) source).iterator()
                : ((Iterable<?>) source).iterator();
    while (iterator.hasNext()) {
      PlainGenerator.emit(iterator.next());
    }
  }

  public static <T> Each<T> each(AsyncIterable<? extends T> source) {
    return new Each<>(source.asyncIterator());
  }

  public static <T> Each<T> each(Iterable<? extends Awaitable<? extends T>> source) {
    Iterator<? extends Awaitable<? extends T>> iterator = source.iterator();
    return new Each<>(
        (AsyncIterator<T>)
            () ->
                (Plain<T>)
                    () -> {
                      if (!iterator.hasNext()) {
                        throw new StopAsyncIteration();
                      }
                      return take(iterator.next());
                    });
  }

  public static Coroutine<Void> yieldNow() {
    return new Value<>(null);
  }

  /** What awaiting {@code awaited} gives, its original exception included. */
  @SuppressWarnings("unchecked")
  static <T> T take(Object awaited) {
    try {
      Object next = awaited;
      while (true) {
        if (next instanceof Plain) {
          return (T) ((Plain<?>) next).take();
        } else if (next instanceof CompletionStage) {
          return (T) join((CompletionStage<?>) next);
        }
        next = ((Awaitable<?>) next).asAwaitable();
      }
    } catch (Throwable t) {
      throw Continuo.<RuntimeException>sneaky(t);
    }
  }

  private static Object join(CompletionStage<?> stage) throws Throwable {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = e;
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw cause;
    }
  }

  @SuppressWarnings("unchecked")
  static <X extends Throwable> RuntimeException sneaky(Throwable t) throws X {
    throw (X) t;
  }
}
