package dev.continuo.benchmarks.peers;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;

/** {@link Ours#yields} in four tasks, each of another method. */
public final class OursMixed {

  private OursMixed() {}

  /** Each of the four waits for the next tick so often. */
  public static int yields(int count) {
    return Continuo.run(all(count));
  }

  /** The same with four tasks of the first method. */
  public static int four(int count) {
    return Continuo.run(equal(count));
  }

  @Async
  private static Coroutine<Integer> equal(int count) {
    Task<Integer> first = createTask(sum(count));
    Task<Integer> second = createTask(sum(count));
    Task<Integer> third = createTask(sum(count));
    Task<Integer> fourth = createTask(sum(count));
    return value(await(first) + await(second) + await(third) + await(fourth));
  }

  @Async
  private static Coroutine<Integer> all(int count) {
    Task<Integer> sum = createTask(sum(count));
    Task<Integer> exclusive = createTask(exclusive(count));
    Task<Long> weighted = createTask(weighted(count));
    Task<Integer> odd = createTask(odd(count));
    return value(await(sum) + await(exclusive) + (int) (long) await(weighted) + await(odd));
  }

  @Async
  private static Coroutine<Integer> sum(int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(yieldNow());
      sum += i;
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> exclusive(int count) {
    int all = 0;
    for (int i = 0; i < count; i++) {
      await(yieldNow());
      all ^= i;
    }
    return value(all);
  }

  @Async
  private static Coroutine<Long> weighted(int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      await(yieldNow());
      sum += 3L * i;
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> odd(int count) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      await(yieldNow());
      if ((i & 1) != 0) {
        found++;
      }
    }
    return value(found);
  }
}
