package dev.continuo.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** How a thread waits for what a host runs for it. */
final class CallerWait {
  private CallerWait() {}

  /**
   * Waits for the end. An interrupt asks for it, and does not end the wait; the thread is
   * interrupted again when it goes on.
   *
   * @throws java.util.concurrent.CancellationException if the future is cancelled
   */
  static <T extends @Nullable Object> T resultOf(
      CompletableFuture<T> future, Runnable onInterrupt) {
    boolean interrupted = false;
    try {
      for (; ; ) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
          onInterrupt.run();
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          throw Sneaky.rethrow(cause == null ? e : cause);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
