package dev.continuo.benchmarks.peers;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** What the row of completed values awaits, for those whose futures are completable ones. */
final class CompleteFutures {
  private CompleteFutures() {}

  /** With the numbers from 0. */
  static CompletableFuture<?>[] array() {
    CompletableFuture<?>[] futures = new CompletableFuture<?>[1024];
    Arrays.setAll(futures, CompletableFuture::completedFuture);
    return futures;
  }
}
