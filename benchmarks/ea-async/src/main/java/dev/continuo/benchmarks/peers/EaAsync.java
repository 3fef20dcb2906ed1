package dev.continuo.benchmarks.peers;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.concurrent.CompletableFuture;

/**
 * ea-async: methods that return a CompletableFuture become state machines. Its plugin weaves them
 * in the build; it understands class files of Java 8 only, hence this module.
 */
public final class EaAsync {
  private EaAsync() {}

  /** Awaits of futures that are complete. */
  public static int completed(int count) {
    return new PeerLoop().run(sumOf(CompleteFutures.array(), count));
  }

  /** Awaits of the next tick. */
  public static int yields(int count) {
    PeerLoop loop = new PeerLoop();
    return loop.run(yielding(loop, count));
  }

  /** Awaits of futures that the next tick completes. */
  public static int futures(int count) {
    PeerLoop loop = new PeerLoop();
    return loop.run(fresh(loop, count));
  }

  /** Nested calls; one in {@code every} suspends (0: none). */
  public static int nested(int count, int depth, int every) {
    PeerLoop loop = new PeerLoop();
    return loop.run(nesting(loop, count, depth, every));
  }

  /** Two tasks send a number to and fro. */
  public static int pingPong(int count) {
    PeerLoop loop = new PeerLoop();
    Rendezvous there = new Rendezvous(loop);
    Rendezvous back = new Rendezvous(loop);
    CompletableFuture<Integer> sum = exchange(count, there, back);
    echo(count, there, back);
    return loop.run(sum);
  }

  /** Suspends before each block. */
  public static int flatLoop(int[] block, int blocks) {
    PeerLoop loop = new PeerLoop();
    return loop.run(blocks(loop, block, blocks));
  }

  /** Suspends once in each row, and awaits a future before each block. */
  public static int nestedLoop(int[] block, int rows, int columns) {
    PeerLoop loop = new PeerLoop();
    return loop.run(rows(loop, block, rows, columns, completedFuture(1)));
  }

  /** Starts a task that waits for a future. */
  public static CompletableFuture<Integer> waiter(CompletableFuture<Integer> future) {
    return completedFuture(await(future));
  }

  private static CompletableFuture<Integer> sumOf(CompletableFuture<?>[] futures, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (Integer) await(futures[i & 1023]);
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> yielding(PeerLoop loop, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(loop.yieldNow());
      sum += i;
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> fresh(PeerLoop loop, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += await(loop.soon(1));
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> nesting(
      PeerLoop loop, int count, int depth, int every) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += await(nested(loop, depth, i & 63, every != 0 && i % every == 0));
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> nested(
      PeerLoop loop, int depth, int x, boolean suspends) {
    if (depth == 1) {
      if (suspends) {
        await(loop.yieldNow());
      }
      return completedFuture(x);
    }
    return completedFuture(await(nested(loop, depth - 1, x, suspends)) + 1);
  }

  private static CompletableFuture<Integer> exchange(int count, Rendezvous there, Rendezvous back) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(there.send(i));
      sum += await(back.receive());
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> echo(int count, Rendezvous there, Rendezvous back) {
    for (int i = 0; i < count; i++) {
      int n = await(there.receive());
      await(back.send(n + 1));
    }
    return completedFuture(0);
  }

  private static CompletableFuture<Integer> blocks(PeerLoop loop, int[] block, int blocks) {
    int sum = 0;
    for (int b = 0; b < blocks; b++) {
      await(loop.yieldNow());
      for (int i = 0; i < block.length; i++) {
        sum += block[i] * 3;
      }
    }
    return completedFuture(sum);
  }

  private static CompletableFuture<Integer> rows(
      PeerLoop loop, int[] block, int rows, int columns, CompletableFuture<Integer> one) {
    int sum = 0;
    for (int r = 0; r < rows; r++) {
      await(loop.yieldNow());
      for (int c = 0; c < columns; c++) {
        sum += await(one);
        for (int i = 0; i < block.length; i++) {
          sum += block[i] * 3;
        }
      }
    }
    return completedFuture(sum);
  }
}
