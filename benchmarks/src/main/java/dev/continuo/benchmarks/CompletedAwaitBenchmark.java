package dev.continuo.benchmarks;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.value;

import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Value;
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

/** Awaits that are complete at once: of a value, and of ten nested calls that do not suspend. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms768m", "-Xmx768m", "-Xmn128m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompletedAwaitBenchmark {

  private static final int COUNT = 100_000;

  private final Value<Integer> one = value(1);
  private final HandWritten hand = new HandWritten();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int awaitCompleted() {
    return Continuo.run(sumOfValues(one));
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int awaitCompletedByHand() {
    int sum = 0;
    for (int i = 0; i < COUNT; i++) {
      Object o = hand.completed(one);
      if (o == HandWritten.SUSPENDED) {
        return -1;
      }
      sum += (Integer) o;
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int nestedTenDeepPerLevel() {
    return Continuo.run(nestedCalls());
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int nestedTenDeepPerLevelByHand() {
    int sum = 0;
    for (int i = 0; i < COUNT / 10; i++) {
      sum += hand.nested(10, i);
    }
    return sum;
  }

  @Async
  private static Coroutine<Integer> sumOfValues(Value<Integer> one) {
    int sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += await(one);
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> nestedCalls() {
    int sum = 0;
    for (int i = 0; i < COUNT / 10; i++) {
      sum += await(nested(10, i));
    }
    return value(sum);
  }

  @Async
  private static Coroutine<Integer> nested(int depth, int x) {
    if (depth == 1) {
      return value(x);
    }
    return value(await(nested(depth - 1, x)) + 1);
  }
}
