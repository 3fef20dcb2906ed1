package dev.continuo;

public interface AsyncGenerator<T> extends AsyncIterator<T>, AsyncCloseable {
  Awaitable<T> send(Object value);

  Awaitable<T> throwInto(Throwable failure);
}
