package dev.continuo.benchmarks;

import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.each;
import static dev.continuo.Continuo.emit;
import static dev.continuo.Continuo.value;

import dev.continuo.AsyncGenerator;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import dev.continuo.benchmarks.peers.Tascalate;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One element from its producer to its consumer; elements are boxed from Integer's cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GeneratorBenchmark {

  private static final int COUNT = 100_000;

  /**
   * All contestants must do the same work; checked at the end, as it changes what the JIT knows.
   */
  @TearDown
  public void check() {
    requireEqual(
        iteratorByHand(),
        generator(),
        streamIterator(),
        asyncGenerator(),
        kotlinSequence(),
        kotlinFlow(),
        tascalateGenerator());
    requireEqual(streamChain(), asyncChain(), kotlinFlowChain());
  }

  private static void requireEqual(int expected, int... actual) {
    for (int sum : actual) {
      if (sum != expected) {
        throw new IllegalStateException(sum + " instead of " + expected);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int generator() {
    int sum = 0;
    for (int n : numbers(COUNT)) {
      sum += n;
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int iteratorByHand() {
    int sum = 0;
    Iterator<Integer> numbers = new Numbers(COUNT);
    while (numbers.hasNext()) {
      sum += numbers.next();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int streamIterator() {
    int sum = 0;
    Iterator<Integer> numbers = IntStream.range(0, COUNT).map(i -> i & 127).boxed().iterator();
    while (numbers.hasNext()) {
      sum += numbers.next();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int asyncGenerator() {
    return Continuo.run(sum(COUNT));
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinSequence() {
    return KotlinContestants.sequenceSum(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinFlow() {
    return KotlinContestants.flowSum(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int tascalateGenerator() {
    return Tascalate.generatorSum(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int asyncChain() {
    return Continuo.run(
        asyncNumbers(COUNT)
            .map(n -> n + 1 & 127)
            .filter(n -> (n & 1) == 0)
            .take(COUNT)
            .reduce(0, (a, n) -> a + n & 127));
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinFlowChain() {
    return KotlinContestants.flowChain(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int streamChain() {
    return IntStream.range(0, COUNT)
        .map(i -> i & 127)
        .boxed()
        .map(n -> n + 1 & 127)
        .filter(n -> (n & 1) == 0)
        .limit(COUNT)
        .reduce(0, (a, n) -> a + n & 127);
  }

  @Async
  private static Generator<Integer> numbers(int count) {
    for (int i = 0; i < count; i++) {
      emit(i & 127);
    }
    return done();
  }

  @Async
  private static AsyncGenerator<Integer> asyncNumbers(int count) {
    for (int i = 0; i < count; i++) {
      emit(i & 127);
    }
    return done();
  }

  @Async
  private static Coroutine<Integer> sum(int count) {
    int sum = 0;
    for (int n : each(asyncNumbers(count))) {
      sum += n;
    }
    return value(sum);
  }

  /** What one writes without generators. */
  private static final class Numbers implements Iterator<Integer> {
    private final int count;
    private int i;

    Numbers(int count) {
      this.count = count;
    }

    @Override
    public boolean hasNext() {
      return i < count;
    }

    @Override
    public Integer next() {
      return i++ & 127;
    }
  }
}
