package dev.continuo;

public interface AsyncCloseable extends AutoCloseable {
  Awaitable<Void> closeAsync();

  @Override
  default void close() {
    Continuo.take(closeAsync());
  }
}
