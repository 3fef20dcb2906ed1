package dev.continuo.benchmarks.peers;

import static net.tascalate.async.CallContext.async;
import static net.tascalate.async.CallContext.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.tascalate.async.AsyncGenerator;
import net.tascalate.async.CallContext;
import net.tascalate.async.async;
import net.tascalate.javaflow.SuspendableIterator;

/** Tascalate Async/Await: methods become suspendable by two Maven plugins. */
public final class Tascalate {
  private Tascalate() {}

  /** Awaits of stages that are complete. */
  public static int completed(int count) {
    return new PeerLoop().run(future(sumOf(CompleteFutures.array(), count)));
  }

  /** Awaits of the next tick. */
  public static int yields(int count) {
    PeerLoop loop = new PeerLoop();
    return loop.run(future(yielding(loop, count)));
  }

  /** Awaits of futures that the next tick completes. */
  public static int futures(int count) {
    PeerLoop loop = new PeerLoop();
    return loop.run(future(fresh(loop, count)));
  }

  /** Nested calls; one in {@code every} suspends (0: none). */
  public static int nested(int count, int depth, int every) {
    PeerLoop loop = new PeerLoop();
    return loop.run(future(nesting(loop, count, depth, every)));
  }

  /** Two tasks send a number to and fro. */
  public static int pingPong(int count) {
    PeerLoop loop = new PeerLoop();
    Rendezvous there = new Rendezvous(loop);
    Rendezvous back = new Rendezvous(loop);
    CompletableFuture<Integer> sum = future(exchange(count, there, back));
    echo(count, there, back);
    return loop.run(sum);
  }

  /** Elements of a generator, which is asynchronous. */
  public static int generatorSum(int count) {
    return future(sum(count)).join();
  }

  /** Suspends before each block. */
  public static int flatLoop(int[] block, int blocks) {
    PeerLoop loop = new PeerLoop();
    return loop.run(future(blocks(loop, block, blocks)));
  }

  /** Suspends once in each row, and awaits a stage before each block. */
  public static int nestedLoop(int[] block, int rows, int columns) {
    PeerLoop loop = new PeerLoop();
    return loop.run(future(rows(loop, block, rows, columns, CompletableFuture.completedFuture(1))));
  }

  /** Starts a task that waits for a future. */
  public static @async CompletionStage<Integer> waiter(CompletableFuture<Integer> future) {
    return async(await(future));
  }

  static CompletableFuture<Integer> future(CompletionStage<Integer> stage) {
    return stage.toCompletableFuture();
  }

  private static @async CompletionStage<Integer> sumOf(CompletionStage<?>[] futures, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (Integer) await(futures[i & 1023]);
    }
    return async(sum);
  }

  private static @async CompletionStage<Integer> yielding(PeerLoop loop, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(loop.yieldNow());
      sum += i;
    }
    return async(sum);
  }

  private static @async CompletionStage<Integer> fresh(PeerLoop loop, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += await(loop.soon(1));
    }
    return async(sum);
  }

  private static @async CompletionStage<Integer> nesting(
      PeerLoop loop, int count, int depth, int every) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += await(nested(loop, depth, i & 63, every != 0 && i % every == 0));
    }
    return async(sum);
  }

  private static @async CompletionStage<Integer> nested(
      PeerLoop loop, int depth, int x, boolean suspends) {
    if (depth == 1) {
      if (suspends) {
        await(loop.yieldNow());
      }
      return async(x);
    }
    return async(await(nested(loop, depth - 1, x, suspends)) + 1);
  }

  private static @async CompletionStage<Integer> exchange(
      int count, Rendezvous there, Rendezvous back) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(there.send(i));
      sum += await(back.receive());
    }
    return async(sum);
  }

  private static @async CompletionStage<Integer> echo(
      int count, Rendezvous there, Rendezvous back) {
    for (int i = 0; i < count; i++) {
      int n = await(there.receive());
      await(back.send(n + 1));
    }
    return async(0);
  }

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
    return async(sum);
  }

  private static @async CompletionStage<Integer> blocks(PeerLoop loop, int[] block, int blocks) {
    int sum = 0;
    for (int b = 0; b < blocks; b++) {
      await(loop.yieldNow());
      for (int i = 0; i < block.length; i++) {
        sum += block[i] * 3;
      }
    }
    return async(sum);
  }

  private static @async CompletionStage<Integer> rows(
      PeerLoop loop, int[] block, int rows, int columns, CompletionStage<Integer> one) {
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
    return async(sum);
  }
}
