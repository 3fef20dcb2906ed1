package dev.continuo;

public interface AsyncIterable<T> {
  AsyncIterator<T> asyncIterator();
}
