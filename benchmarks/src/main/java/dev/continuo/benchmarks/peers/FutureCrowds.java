package dev.continuo.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The crowds whose tasks are completable futures; they have no timers of their own. */
public final class FutureCrowds implements Crowd {

  /** Callbacks of a CompletableFuture. */
  public static final Crowd COMPLETABLE_FUTURE = new FutureCrowds(one -> one.thenApply(n -> n));

  /** ea-async. */
  public static final Crowd EA_ASYNC = new FutureCrowds(EaAsync::waiter);

  /** Tascalate. */
  public static final Crowd TASCALATE = new FutureCrowds(Tascalate::waiter);

  private final Function<CompletableFuture<Integer>, CompletionStage<Integer>> waiter;

  private FutureCrowds(Function<CompletableFuture<Integer>, CompletionStage<Integer>> waiter) {
    this.waiter = waiter;
  }

  @Override
  public int suspended(int count, Observer observer) {
    CompletableFuture<Integer> one = new CompletableFuture<>();
    CompletionStage<?>[] tasks = new CompletionStage<?>[count];
    for (int i = 0; i < count; i++) {
      tasks[i] = waiter.apply(one);
    }
    observer.started();
    observer.idle(); // there is no loop
    one.complete(1);
    int sum = 0;
    for (CompletionStage<?> task : tasks) {
      sum += (Integer) task.toCompletableFuture().join();
    }
    return sum;
  }
}
