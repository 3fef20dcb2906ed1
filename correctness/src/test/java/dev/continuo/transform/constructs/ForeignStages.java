package dev.continuo.transform.constructs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Completion stages as other libraries make them. */
final class ForeignStages {

  private ForeignStages() {}

  /**
   * A stage that {@code executor} completes.
   *
   * @param kind chooses plain futures, dependent ones and wrapped failures in turn
   */
  static <T> CompletionStage<T> completedBy(
      Executor executor, int kind, @Nullable T value, @Nullable Throwable failure) {
    CompletableFuture<T> source = new CompletableFuture<>();
    // A dependent stage wraps the failure of its source in a CompletionException.
    CompletionStage<T> stage =
        switch (kind % 3) {
          case 0 -> source;
          case 1 -> source.thenApply(v -> v);
          default -> source.minimalCompletionStage();
        };
    executor.execute(
        () -> {
          if (failure == null) {
            source.complete(value);
          } else if (kind % 2 == 0) {
            source.completeExceptionally(failure);
          } else {
            source.completeExceptionally(new CompletionException(failure));
          }
        });
    return stage;
  }
}
