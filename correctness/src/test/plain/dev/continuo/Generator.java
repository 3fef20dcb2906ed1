package dev.continuo;

import java.util.Iterator;

public interface Generator<T> extends Iterator<T>, Iterable<T>, AutoCloseable {
  T send(Object value);

  T throwInto(Throwable failure);

  @Override
  void close();

  @Override
  default Iterator<T> iterator() {
    return this;
  }
}
