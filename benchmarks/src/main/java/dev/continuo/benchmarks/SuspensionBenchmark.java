package dev.continuo.benchmarks;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;

import dev.continuo.AsyncFuture;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Awaits that really suspend: a tick of the loop, a fresh future, and a loop around inner work. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms768m", "-Xmx768m", "-Xmn128m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SuspensionBenchmark {

  private static final int COUNT = 100_000;
  private static final int BLOCKS = 1_000;

  private final HandWritten hand = new HandWritten();
  private final int[] block = new int[4096];

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int suspendAndResume() {
    return Continuo.run(yields(COUNT));
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int suspendAndResumeByHand() {
    return hand.suspendAndResume(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int freshFuture() {
    return Continuo.run(futures(COUNT));
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int awaitAroundInnerLoop() {
    return Continuo.run(blocks(block));
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int innerLoopInPlainJava() {
    int sum = 0;
    for (int b = 0; b < BLOCKS; b++) {
      for (int i = 0; i < block.length; i++) {
        sum += block[i] * 3;
      }
    }
    return sum;
  }

  @Async
  private static Coroutine<Integer> yields(int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      await(yieldNow());
      sum += i;
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> futures(int count) {
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
  private static Coroutine<Integer> blocks(int[] block) {
    int sum = 0;
    for (int b = 0; b < BLOCKS; b++) {
      await(yieldNow());
      for (int i = 0; i < block.length; i++) {
        sum += block[i] * 3;
      }
    }
    return value(sum);
  }
}
