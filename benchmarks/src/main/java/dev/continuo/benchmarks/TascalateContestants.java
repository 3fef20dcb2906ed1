package dev.continuo.benchmarks;

import java.util.concurrent.CompletionStage;
import net.tascalate.async.AsyncGenerator;
import net.tascalate.async.CallContext;
import net.tascalate.async.async;
import net.tascalate.javaflow.SuspendableIterator;

/** What Tascalate Async/Await, the other async/await for Java with generators, has for it. */
final class TascalateContestants {
  private TascalateContestants() {}

  private static @async AsyncGenerator<Integer> numbers(int count) {
    for (int i = 0; i < count; i++) {
      CallContext.yield(i & 127);
    }
    return CallContext.yield();
  }

  private static @async CompletionStage<Integer> sum(int count) {
    int sum = 0;
    try (SuspendableIterator<Integer> numbers = numbers(count).valuesIterator()) {
      while (numbers.hasNext()) {
        sum += numbers.next();
      }
    }
    return CallContext.async(sum);
  }

  static int generatorSum(int count) {
    return sum(count).toCompletableFuture().join();
  }
}
