package dev.continuo;

/** Stand-in: see {@link Continuo}. A plain "coroutine" has always run already. */
public interface Coroutine<T> extends Awaitable<T>, AutoCloseable {

  @Override
  default Awaitable<? extends T> asAwaitable() {
    return this;
  }

  @Override
  default void close() {}
}
