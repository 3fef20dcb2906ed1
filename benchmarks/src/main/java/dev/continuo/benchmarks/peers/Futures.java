package dev.continuo.benchmarks.peers;

import java.util.concurrent.CompletableFuture;

/** CompletableFuture: loops are callbacks that call the next round. */
public final class Futures {

  private Futures() {}

  /** Joins futures that are complete. */
  public static int completed(int count) {
    return sumOf(CompleteFutures.array(), count);
  }

  private static int sumOf(CompletableFuture<?>[] futures, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (Integer) futures[i & 1023].join();
    }
    return sum;
  }

  /** Awaits of the next tick. */
  public static int yields(int count) {
    PeerLoop loop = new PeerLoop();
    CompletableFuture<Integer> result = new CompletableFuture<>();
    new Yields(loop, count, result).round();
    return loop.run(result);
  }

  /** Awaits of futures that the next tick completes. */
  public static int futures(int count) {
    PeerLoop loop = new PeerLoop();
    CompletableFuture<Integer> result = new CompletableFuture<>();
    new Fresh(loop, count, result).round();
    return loop.run(result);
  }

  /** Nested calls; one in {@code every} suspends (0: none). */
  public static int nested(int count, int depth, int every) {
    PeerLoop loop = new PeerLoop();
    CompletableFuture<Integer> result = new CompletableFuture<>();
    new Nesting(loop, count, depth, every, result).rounds();
    return loop.run(result);
  }

  /** Two chains of callbacks send a number to and fro. */
  public static int pingPong(int count) {
    PeerLoop loop = new PeerLoop();
    Rendezvous there = new Rendezvous(loop);
    Rendezvous back = new Rendezvous(loop);
    CompletableFuture<Integer> result = new CompletableFuture<>();
    new Ping(there, back, count, result).round();
    new Pong(there, back, count).round();
    return loop.run(result);
  }

  private static CompletableFuture<Integer> nested(
      PeerLoop loop, int depth, int x, boolean suspends) {
    if (depth == 1) {
      return suspends ? loop.yieldNow().thenApply(any -> x) : CompletableFuture.completedFuture(x);
    }
    return nested(loop, depth - 1, x, suspends).thenApply(n -> n + 1);
  }

  private static final class Yields {
    private final PeerLoop loop;
    private final int count;
    private final CompletableFuture<Integer> result;
    private int i;
    private int sum;

    Yields(PeerLoop loop, int count, CompletableFuture<Integer> result) {
      this.loop = loop;
      this.count = count;
      this.result = result;
    }

    void round() {
      if (i == count) {
        result.complete(sum);
      } else {
        loop.yieldNow()
            .thenAccept(
                any -> {
                  sum += i;
                  i++;
                  round();
                });
      }
    }
  }

  private static final class Fresh {
    private final PeerLoop loop;
    private final int count;
    private final CompletableFuture<Integer> result;
    private int i;
    private int sum;

    Fresh(PeerLoop loop, int count, CompletableFuture<Integer> result) {
      this.loop = loop;
      this.count = count;
      this.result = result;
    }

    void round() {
      if (i == count) {
        result.complete(sum);
      } else {
        loop.soon(1)
            .thenAccept(
                one -> {
                  sum += one;
                  i++;
                  round();
                });
      }
    }
  }

  private static final class Nesting {
    private final PeerLoop loop;
    private final int count;
    private final int depth;
    private final int every;
    private final CompletableFuture<Integer> result;
    private int i;
    private int sum;

    Nesting(PeerLoop loop, int count, int depth, int every, CompletableFuture<Integer> result) {
      this.loop = loop;
      this.count = count;
      this.depth = depth;
      this.every = every;
      this.result = result;
    }

    /** Goes on in a loop, not by recursion, while the calls are complete at once. */
    void rounds() {
      while (i < count) {
        boolean suspends = every != 0 && i % every == 0;
        CompletableFuture<Integer> call = nested(loop, depth, i & 63, suspends);
        i++;
        if (!call.isDone()) {
          call.thenAccept(
              n -> {
                sum += n;
                rounds();
              });
          return;
        }
        sum += call.join();
      }
      result.complete(sum);
    }
  }

  private static final class Ping {
    private final Rendezvous there;
    private final Rendezvous back;
    private final int count;
    private final CompletableFuture<Integer> result;
    private int i;
    private int sum;

    Ping(Rendezvous there, Rendezvous back, int count, CompletableFuture<Integer> result) {
      this.there = there;
      this.back = back;
      this.count = count;
      this.result = result;
    }

    void round() {
      if (i == count) {
        result.complete(sum);
        return;
      }
      there
          .send(i)
          .thenCompose(any -> back.receive())
          .thenAccept(
              n -> {
                sum += n;
                i++;
                round();
              });
    }
  }

  private static final class Pong {
    private final Rendezvous there;
    private final Rendezvous back;
    private final int count;
    private int i;

    Pong(Rendezvous there, Rendezvous back, int count) {
      this.there = there;
      this.back = back;
      this.count = count;
    }

    void round() {
      if (i < count) {
        there
            .receive()
            .thenCompose(n -> back.send(n + 1))
            .thenAccept(
                any -> {
                  i++;
                  round();
                });
      }
    }
  }
}
