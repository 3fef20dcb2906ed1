package dev.continuo.benchmarks.peers;

import java.util.concurrent.CompletableFuture;

/** {@link Futures#yields} in four chains of callbacks that take turns. */
public final class FuturesMixed {

  private FuturesMixed() {}

  /** Each of the four, of another kind each, waits for the next tick so often. */
  public static int yields(int count) {
    PeerLoop loop = new PeerLoop();
    return run(
        loop,
        new Sum(loop, count),
        new Exclusive(loop, count),
        new Weighted(loop, count),
        new Odd(loop, count));
  }

  /** The same with four of the first kind. */
  public static int four(int count) {
    PeerLoop loop = new PeerLoop();
    return run(
        loop,
        new Sum(loop, count),
        new Sum(loop, count),
        new Sum(loop, count),
        new Sum(loop, count));
  }

  private static int run(PeerLoop loop, Chain first, Chain second, Chain third, Chain fourth) {
    first.round();
    second.round();
    third.round();
    fourth.round();
    return loop.run(
        first
            .result
            .thenCombine(second.result, Integer::sum)
            .thenCombine(third.result, Integer::sum)
            .thenCombine(fourth.result, Integer::sum));
  }

  private abstract static class Chain {
    final PeerLoop loop;
    final int count;
    final CompletableFuture<Integer> result = new CompletableFuture<>();
    int i;

    Chain(PeerLoop loop, int count) {
      this.loop = loop;
      this.count = count;
    }

    abstract void round();
  }

  private static final class Sum extends Chain {
    private int sum;

    Sum(PeerLoop loop, int count) {
      super(loop, count);
    }

    @Override
    void round() {
      if (i == count) {
        result.complete(sum);
        return;
      }
      loop.yieldNow()
          .thenAccept(
              any -> {
                sum += i;
                i++;
                round();
              });
    }
  }

  private static final class Exclusive extends Chain {
    private int all;

    Exclusive(PeerLoop loop, int count) {
      super(loop, count);
    }

    @Override
    void round() {
      if (i == count) {
        result.complete(all);
        return;
      }
      loop.yieldNow()
          .thenAccept(
              any -> {
                all ^= i;
                i++;
                round();
              });
    }
  }

  private static final class Weighted extends Chain {
    private long sum;

    Weighted(PeerLoop loop, int count) {
      super(loop, count);
    }

    @Override
    void round() {
      if (i == count) {
        result.complete((int) sum);
        return;
      }
      loop.yieldNow()
          .thenAccept(
              any -> {
                sum += 3L * i;
                i++;
                round();
              });
    }
  }

  private static final class Odd extends Chain {
    private int found;

    Odd(PeerLoop loop, int count) {
      super(loop, count);
    }

    @Override
    void round() {
      if (i == count) {
        result.complete(found);
        return;
      }
      loop.yieldNow()
          .thenAccept(
              any -> {
                if ((i & 1) != 0) {
                  found++;
                }
                i++;
                round();
              });
    }
  }
}
