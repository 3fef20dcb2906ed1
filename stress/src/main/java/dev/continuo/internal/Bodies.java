package dev.continuo.internal;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.concurrent.CompletableFuture;

/** What runs in the races. Fields are plain: only the hand-over makes them visible. */
final class Bodies {

  /** How often code after an await ran. */
  int resumed;

  int cancelled;

  @Async
  static Coroutine<Integer> awaits(CompletableFuture<Integer> stage) {
    return value(await(stage));
  }

  @Async
  CompletableFuture<Integer> sum(
      CompletableFuture<Integer> first, CompletableFuture<Integer> second) {
    int sum = await(level(first));
    resumed++;
    sum += await(level(second));
    resumed++;
    return value(sum);
  }

  @Async
  private Coroutine<Integer> level(CompletableFuture<Integer> stage) {
    int before = resumed;
    int result = await(stage);
    return value(resumed == before ? result : -1_000);
  }

  /** Counts how often the cancel is delivered; goes on after it. */
  @Async
  CompletableFuture<Integer> counts(
      CompletableFuture<Integer> first, CompletableFuture<Integer> second) {
    try {
      await(first);
      await(second);
    } catch (CancelledError e) {
      cancelled++;
    }
    resumed++;
    return value(1);
  }
}
