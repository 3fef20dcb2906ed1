package dev.continuo;

import java.util.Iterator;
import java.util.NoSuchElementException;

public final class Each<T> implements Iterable<T> {

  private final AsyncIterator<? extends T> source;

  Each(AsyncIterator<? extends T> source) {
    this.source = source;
  }

  @Override
  public Iterator<T> iterator() {
    return new Iterator<T>() {
      private boolean hasElement;
      private T element;

      @Override
      public boolean hasNext() {
        try {
          element = Continuo.take(source.next());
          hasElement = true;
        } catch (StopAsyncIteration e) {
          hasElement = false;
        }
        return hasElement;
      }

      @Override
      public T next() {
        if (!hasElement) {
          throw new NoSuchElementException();
        }
        hasElement = false;
        return element;
      }
    };
  }
}
