package dev.continuo;

import java.util.concurrent.CompletableFuture;

/** Stand-in: see {@link Continuo}. */
public final class Value<T> extends CompletableFuture<T> implements Coroutine<T> {

  Value(T value) {
    complete(value);
  }
}
