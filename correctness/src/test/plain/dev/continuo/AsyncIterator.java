package dev.continuo;

public interface AsyncIterator<T> extends AsyncIterable<T> {
  Awaitable<T> next();

  @Override
  default AsyncIterator<T> asyncIterator() {
    return this;
  }
}
