package dev.continuo;

/** Stand-in: see {@link Continuo}. */
@FunctionalInterface
public interface Awaitable<T> {
  Awaitable<? extends T> asAwaitable();
}
