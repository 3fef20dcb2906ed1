package dev.continuo.benchmarks.peers;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** {@link VirtualThreads#yields} in four virtual threads that take turns. */
public final class VirtualThreadsMixed {

  private VirtualThreadsMixed() {}

  /** Each of the four, with another method each, yields so often. */
  public static int yields(int count) {
    return run(() -> sum(count), () -> exclusive(count), () -> weighted(count), () -> odd(count));
  }

  /** The same with the first method four times. */
  public static int four(int count) {
    IntSupplier sum = () -> sum(count);
    return run(sum, sum, sum, sum);
  }

  private static int run(
      IntSupplier first, IntSupplier second, IntSupplier third, IntSupplier fourth) {
    return VirtualThreads.run(
        () -> {
          CompletableFuture<Integer> one = start(first);
          CompletableFuture<Integer> two = start(second);
          CompletableFuture<Integer> three = start(third);
          CompletableFuture<Integer> four = start(fourth);
          return one.join() + two.join() + three.join() + four.join();
        });
  }

  private static CompletableFuture<Integer> start(IntSupplier body) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    VirtualThreads.start(() -> result.complete(body.getAsInt()));
    return result;
  }

  private static int sum(int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      Thread.yield();
      sum += i;
    }
    return sum;
  }

  private static int exclusive(int count) {
    int all = 0;
    for (int i = 0; i < count; i++) {
      Thread.yield();
      all ^= i;
    }
    return all;
  }

  private static int weighted(int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      Thread.yield();
      sum += 3L * i;
    }
    return (int) sum;
  }

  private static int odd(int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      Thread.yield();
      if ((i & 1) != 0) {
        found++;
      }
    }
    return found;
  }
}
