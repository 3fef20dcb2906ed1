package dev.continuo.internal;

import dev.continuo.ContextVar;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from context variables to values: a hash table with open addressing, copied by
 * every change. Programs have a handful of variables, read them often and set them rarely; sharing
 * makes the copy of a context free.
 */
final class Bindings {

  static final Bindings EMPTY = new Bindings(new Object[4], 0);

  /** Keys at even places, their values after them; at most half full. */
  private final @Nullable Object[] table;

  private final int size;

  private Bindings(@Nullable Object[] table, int size) {
    this.table = table;
    this.size = size;
  }

  @Nullable Object get(ContextVar<?> key) {
    return table[place(table, key) + 1];
  }

  Bindings with(ContextVar<?> key, Object value) {
    boolean replaces = get(key) != null;
    int newSize = replaces ? size : size + 1;
    Object[] copy =
        replaces || newSize * 4 <= table.length ? table.clone() : rehashed(table.length * 2, null);
    put(copy, key, value);
    return new Bindings(copy, newSize);
  }

  Bindings without(ContextVar<?> key) {
    return get(key) == null ? this : new Bindings(rehashed(table.length, key), size - 1);
  }

  Map<ContextVar<?>, Object> asMap() {
    IdentityHashMap<ContextVar<?>, Object> map = new IdentityHashMap<>(size);
    for (int i = 0; i < table.length; i += 2) {
      Object value = table[i + 1];
      if (table[i] instanceof ContextVar<?> key && value != null && key != CarriedLocals.VALUES) {
        map.put(key, value);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  private @Nullable Object[] rehashed(int length, @Nullable ContextVar<?> leftOut) {
    @Nullable Object[] copy = new Object[length];
    for (int i = 0; i < table.length; i += 2) {
      Object value = table[i + 1];
      if (table[i] instanceof ContextVar<?> key && value != null && key != leftOut) {
        put(copy, key, value);
      }
    }
    return copy;
  }

  private static void put(@Nullable Object[] table, ContextVar<?> key, Object value) {
    int i = place(table, key);
    table[i] = key;
    table[i + 1] = value;
  }

  /** Where the key is, or the free place where it would be. */
  private static int place(@Nullable Object[] table, ContextVar<?> key) {
    int mask = table.length - 2;
    int i = (System.identityHashCode(key) << 1) & mask;
    while (table[i] != null && table[i] != key) {
      i = (i + 2) & mask;
    }
    return i;
  }
}
