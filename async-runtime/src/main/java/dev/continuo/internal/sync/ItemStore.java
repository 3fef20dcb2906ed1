package dev.continuo.internal.sync;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where a queue keeps its items: decides which is next. */
public abstract class ItemStore<T extends @Nullable Object> {

  private ItemStore() {}

  abstract void add(T item);

  /** Takes the next item; there is one. */
  abstract T remove();

  abstract int size();

  /** Drops all items; compares none. */
  abstract void clear();

  /** First in, first out. */
  public static <T extends @Nullable Object> ItemStore<T> fifo() {
    return new Line<>(false);
  }

  /** Last in, first out. */
  public static <T extends @Nullable Object> ItemStore<T> lifo() {
    return new Line<>(true);
  }

  /** The least first, and among equal items the oldest. */
  public static <T extends @Nullable Object> ItemStore<T> sorted(Comparator<? super T> order) {
    return new Sorted<>(order);
  }

  private static final class Line<T extends @Nullable Object> extends ItemStore<T> {
    private static final Object NULL = new Object();

    private final ArrayDeque<Object> items = new ArrayDeque<>();
    private final boolean lastFirst;

    Line(boolean lastFirst) {
      this.lastFirst = lastFirst;
    }

    @Override
    void add(T item) {
      items.addLast(item == null ? NULL : item);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // only items of T, which may be null, come in
    T remove() {
      Object item = lastFirst ? items.removeLast() : items.removeFirst();
      return item == NULL ? null : (T) item;
    }

    @Override
    int size() {
      return items.size();
    }

    @Override
    void clear() {
      items.clear();
    }
  }

  private static final class Sorted<T extends @Nullable Object> extends ItemStore<T> {
    /** Sorted, and no heap: to take the first compares nothing, so no order can fail there. */
    private final TreeSet<Entry<T>> items;

    private long added;

    Sorted(Comparator<? super T> order) {
      this.items =
          new TreeSet<>(
              (a, b) -> {
                int result = order.compare(a.item, b.item);
                return result != 0 ? result : Long.compare(a.number, b.number);
              });
    }

    @Override
    void add(T item) {
      items.add(new Entry<>(item, added++));
    }

    @Override
    T remove() {
      return Objects.requireNonNull(items.pollFirst()).item;
    }

    @Override
    int size() {
      return items.size();
    }

    @Override
    void clear() {
      items.clear();
    }
  }

  private record Entry<T extends @Nullable Object>(T item, long number) {}
}
