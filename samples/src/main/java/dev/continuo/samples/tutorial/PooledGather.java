package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Any number of coroutines at the same time, with their results in order. It takes as long as the
 * slowest of them, one second.
 *
 * <pre>
 * [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
 * </pre>
 */
class PooledGather {

  @Async
  static Coroutine<Integer> pooled(int value) {
    await(sleep(ofMillis(value * 100L)));
    return value(value + 10);
  }

  @Async
  static Coroutine<List<Integer>> main() {
    List<Coroutine<Integer>> pool =
        IntStream.rangeClosed(1, 10).mapToObj(PooledGather::pooled).toList();
    return value(await(gather(pool)));
  }

  public static void main(String[] args) {
    System.out.println(run(main()));
  }
}
