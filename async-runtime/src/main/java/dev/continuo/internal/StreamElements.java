package dev.continuo.internal;

import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The elements of a java.util.stream.Stream, which is closed at their end and at a failure. */
final class StreamElements implements Iterator<@Nullable Object>, AutoCloseable {

  private final BaseStream<?, ?> stream;
  private final Iterator<?> elements;

  StreamElements(BaseStream<?, ?> stream) {
    this.stream = stream;
    this.elements = stream.iterator();
  }

  @Override
  public boolean hasNext() {
    boolean hasNext;
    try {
      hasNext = elements.hasNext();
    } catch (Throwable t) {
      closeBecauseOf(t);
      throw t;
    }
    if (!hasNext) {
      close();
    }
    return hasNext;
  }

  @Override
  public @Nullable Object next() {
    try {
      return elements.next();
    } catch (Throwable t) {
      closeBecauseOf(t);
      throw t;
    }
  }

  /** Closes; a failure of that is suppressed by {@code failure}. */
  void closeBecauseOf(Throwable failure) {
    try {
      close();
    } catch (Throwable t) {
      if (t != failure) {
        failure.addSuppressed(t);
      }
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
