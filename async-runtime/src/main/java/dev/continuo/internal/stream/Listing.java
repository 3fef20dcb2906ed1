package dev.continuo.internal.stream;

import dev.continuo.AsyncIterable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code toList}. */
public final class Listing<T extends @Nullable Object> extends Drain<T, List<T>> {

  private final List<T> list = new ArrayList<>();

  /** Makes the coroutine. */
  public Listing(AsyncIterable<? extends T> elements) {
    super(elements);
  }

  @Override
  @Nullable Object accept(T element) {
    list.add(element);
    return null;
  }

  @Override
  List<T> finish() {
    return Collections.unmodifiableList(list);
  }

  @Override
  String operator() {
    return "toList";
  }
}
