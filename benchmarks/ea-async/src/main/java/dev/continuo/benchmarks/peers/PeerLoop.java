package dev.continuo.benchmarks.peers;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The loop under the contestants that bring none: a queue of what is ready. */
public final class PeerLoop implements Executor {

  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();

  @Override
  public void execute(Runnable command) {
    ready.add(command);
  }

  /** Is completed in its turn. */
  public <T> CompletableFuture<T> soon(T value) {
    CompletableFuture<T> future = new CompletableFuture<>();
    ready.add(() -> future.complete(value));
    return future;
  }

  /** Is completed in its turn. */
  public CompletableFuture<Void> yieldNow() {
    return soon(null);
  }

  /** Runs until nothing is ready; the result that must be there by then. */
  public <T> T run(CompletableFuture<T> result) {
    Runnable next;
    while ((next = ready.poll()) != null) {
      next.run();
    }
    if (!result.isDone()) {
      throw new IllegalStateException("nothing is ready, and the result is not there");
    }
    return result.join();
  }
}
