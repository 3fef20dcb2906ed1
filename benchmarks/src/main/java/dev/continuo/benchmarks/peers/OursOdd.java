package dev.continuo.benchmarks.peers;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/**
 * {@link Ours#nested} whose calls are public and go to another class each time: this one has the
 * levels of odd numbers, {@link OursEven} the others. Between two classes there is no short cut.
 */
public final class OursOdd {

  private final OursEven even = new OursEven(this);

  /** Nested calls of which none suspends. */
  public int run(int count, int depth) {
    return Continuo.run(nesting(count, depth));
  }

  @Async
  private Coroutine<Integer> nesting(int count, int depth) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += await(even.nested(depth, i & 63));
    }
    return value(sum);
  }

  /** A level of an odd number. */
  @Async
  public Coroutine<Integer> nested(int depth, int x) {
    if (depth == 1) {
      return value(x);
    }
    return value(await(even.nested(depth - 1, x)) + 1);
  }
}
