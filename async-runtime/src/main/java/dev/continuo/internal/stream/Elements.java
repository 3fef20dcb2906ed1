package dev.continuo.internal.stream;

import dev.continuo.AsyncCloseable;
import dev.continuo.coroutine.Driver;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** {@code from(Iterable)}, {@code from(Stream)} and {@code of}: elements that are there at once. */
final class Elements<T extends @Nullable Object> extends Pull<T> {

  private final Iterator<? extends T> iterator;
  private @Nullable AutoCloseable resource;

  Elements(Iterator<? extends T> iterator, @Nullable Object resource) {
    this.iterator = iterator;
    this.resource = resource instanceof AutoCloseable closeable ? closeable : null;
  }

  @Override
  @Nullable Object advance(Driver driver) {
    return iterator.hasNext() ? iterator.next() : Driver.ENDED;
  }

  @Override
  void release(Closing closing) throws Exception {
    AutoCloseable open = resource;
    resource = null;
    if (open instanceof AsyncCloseable closeable) {
      closing.add(closeable);
    } else if (open != null) {
      open.close();
    }
  }

  @Override
  String operator() {
    return "from";
  }
}
