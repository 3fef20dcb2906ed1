package dev.continuo.benchmarks.peers;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.Value;
import dev.continuo.annotation.Async;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import dev.continuo.sync.SendChannel;
import java.util.Arrays;

/** Continuo, as its users write it. */
public final class Ours {

  private Ours() {}

  /** Awaits of futures that are done. */
  public static int completed(int count) {
    return Continuo.run(sumOfFutures(count));
  }

  /** Awaits of values. */
  public static int completedValues(int count) {
    Value<?>[] values = new Value<?>[1024];
    Arrays.setAll(values, Continuo::value);
    return Continuo.run(sumOfValues(values, count));
  }

  /** Awaits of the next tick. */
  public static int yields(int count) {
    return Continuo.run(yielding(count));
  }

  /** Awaits of futures that the next tick completes. */
  public static int futures(int count) {
    return Continuo.run(fresh(count));
  }

  /** Nested calls; one in {@code every} suspends (0: none). */
  public static int nested(int count, int depth, int every) {
    return Continuo.run(nesting(count, depth, every));
  }

  /** Two tasks send a number to and fro. */
  public static int pingPong(int count) {
    return Continuo.run(pingPong(count, MemoryChannel.of(0), MemoryChannel.of(0)));
  }

  /** Suspends before each block. */
  public static int flatLoop(int[] block, int blocks) {
    return Continuo.run(blocks(block, blocks));
  }

  /** Suspends once in each row, and awaits a future that is done before each block. */
  public static int nestedLoop(int[] block, int rows, int columns) {
    return Continuo.run(rows(block, rows, columns));
  }

  @Async
  private static Coroutine<Integer> sumOfFutures(int count) {
    AsyncFuture<?>[] futures = new AsyncFuture<?>[1024];
    for (int i = 0; i < futures.length; i++) {
      AsyncFuture<Integer> future = EventLoop.running().createFuture();
      future.setResult(i);
      futures[i] = future;
    }
    return value(await(sumOf(futures, count)));
  }

  @Async
  private static Coroutine<Integer> sumOf(AsyncFuture<?>[] futures, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (Integer) await(futures[i & 1023]);
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> sumOfValues(Value<?>[] values, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (Integer) await(values[i & 1023]);
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> yielding(int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(yieldNow());
      sum += i;
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> fresh(int count) {
    EventLoop loop = EventLoop.running();
    int sum = 0;
    for (int i = 0; i < count; i++) {
      AsyncFuture<Integer> future = loop.createFuture();
      loop.callSoon(() -> future.setResult(1));
      sum += await(future);
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> nesting(int count, int depth, int every) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += await(nested(depth, i & 63, every != 0 && i % every == 0));
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> nested(int depth, int x, boolean suspends) {
    if (depth == 1) {
      if (suspends) {
        await(yieldNow());
      }
      return value(x);
    }
    return value(await(nested(depth - 1, x, suspends)) + 1);
  }

  @Async
  private static Coroutine<Integer> pingPong(
      int count, MemoryChannel<Integer> there, MemoryChannel<Integer> back) {
    Task<Void> echo = createTask(echo(count, there.receiver(), back.sender()));
    SendChannel<Integer> out = there.sender();
    ReceiveChannel<Integer> in = back.receiver();
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(out.send(i));
      sum += await(in.receive());
    }
    await(echo);
    return value(sum);
  }

  @Async
  private static Coroutine<Void> echo(
      int count, ReceiveChannel<Integer> there, SendChannel<Integer> back) {
    for (int i = 0; i < count; i++) {
      int n = await(there.receive());
      await(back.send(n + 1));
    }
    return done();
  }

  @Async
  private static Coroutine<Integer> blocks(int[] block, int blocks) {
    int sum = 0;
    for (int b = 0; b < blocks; b++) {
      await(yieldNow());
      for (int i = 0; i < block.length; i++) {
        sum += block[i] * 3;
      }
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> rows(int[] block, int rows, int columns) {
    AsyncFuture<Integer> one = EventLoop.running().createFuture();
    one.setResult(1);
    int sum = 0;
    for (int r = 0; r < rows; r++) {
      await(yieldNow());
      for (int c = 0; c < columns; c++) {
        sum += await(one);
        for (int i = 0; i < block.length; i++) {
          sum += block[i] * 3;
        }
      }
    }
    return value(sum);
  }
}
