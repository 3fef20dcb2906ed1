package dev.continuo.benchmarks.peers;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** The other half of {@link OursOdd}. */
public final class OursEven {

  private final OursOdd odd;

  OursEven(OursOdd odd) {
    this.odd = odd;
  }

  /** A level of an even number. */
  @Async
  public Coroutine<Integer> nested(int depth, int x) {
    return value(await(odd.nested(depth - 1, x)) + 1);
  }
}
