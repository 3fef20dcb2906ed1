package dev.continuo.internal;

import dev.continuo.Awaitable;
import dev.continuo.Value;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What awaiting a CompletionStage means, whoever runs the chain. */
final class Stages {

  /** What {@link #peek} returns for a stage that is not complete. */
  static final Object PENDING = new Object();

  private Stages() {}

  /**
   * The object as a stage, if it is awaited as one. A type of the user that is an Awaitable too
   * says itself what it stands for.
   */
  static @Nullable CompletionStage<?> asStage(@Nullable Object awaited) {
    return awaited instanceof CompletionStage<?> stage
            && (awaited instanceof Value || !(awaited instanceof Awaitable))
        ? stage
        : null;
  }

  /** The value of a complete stage without subscribing to it, or {@link #PENDING}. */
  static @Nullable Object peek(CompletionStage<?> stage) throws Throwable {
    if (stage instanceof Value<?> value) {
      return value.value();
    }
    if (!(stage instanceof CompletableFuture<?> known)) {
      return PENDING;
    }
    // A minimal stage refuses to be asked, but hands out a future that is complete if it is.
    CompletableFuture<?> future = isMinimal(known) ? known.toCompletableFuture() : known;
    if (!future.isDone()) {
      return PENDING;
    }
    if (!future.isCompletedExceptionally()) {
      return future.getNow(null);
    }
    throw failure(future);
  }

  private static Throwable failure(CompletableFuture<?> failed) {
    Throwable[] found = new Throwable[1];
    // The stage is complete: this runs the function here and now, and keeps the original failure,
    // where join() would wrap it.
    var unused =
        failed.whenComplete(
            (value, failure) -> {
              found[0] = failure;
            });
    return unwrapped(found[0]);
  }

  /** A stage that refuses the methods by which a CompletableFuture is asked. */
  private static boolean isMinimal(CompletableFuture<?> future) {
    return future.getClass() != CompletableFuture.class
        && future.getClass().getName().endsWith("MinimalStage");
  }

  /** The failure that the stage was completed with: CompletionException is only its parcel. */
  static Throwable unwrapped(Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof CompletionException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
