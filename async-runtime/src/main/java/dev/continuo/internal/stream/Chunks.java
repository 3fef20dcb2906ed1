package dev.continuo.internal.stream;

import dev.continuo.coroutine.Driver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code chunked}. */
final class Chunks<T extends @Nullable Object> extends Pull<List<T>> {

  private static final int AWAITS_SOURCE = 1;
  private static final int MOST_PRESIZED = 64;

  private final Pull<? extends T> source;
  private final int size;
  private List<T> chunk;
  private boolean isOver;

  Chunks(Pull<? extends T> source, int size) {
    this.source = source;
    this.size = size;
    this.chunk = fresh();
  }

  private List<T> fresh() {
    return new ArrayList<>(Math.min(size, MOST_PRESIZED));
  }

  @Override
  @SuppressWarnings("unchecked") // the source only gives elements of T
  @Nullable Object advance(Driver driver) throws Throwable {
    if (isOver) {
      return Driver.ENDED;
    }
    Object taken = state == STARTED ? pull(source, driver, AWAITS_SOURCE) : driver.result();
    while (taken != Driver.SUSPENDED && taken != Driver.ENDED) {
      chunk.add((T) taken);
      if (chunk.size() == size) {
        return complete();
      }
      taken = pull(source, driver, AWAITS_SOURCE);
    }
    if (taken == Driver.ENDED) {
      isOver = true;
      return chunk.isEmpty() ? Driver.ENDED : complete();
    }
    return taken;
  }

  private List<T> complete() {
    List<T> complete = chunk;
    chunk = isOver ? List.of() : fresh();
    return Collections.unmodifiableList(complete);
  }

  @Override
  void release(Closing closing) {
    closing.add(source);
  }

  @Override
  String operator() {
    return "chunked";
  }
}
