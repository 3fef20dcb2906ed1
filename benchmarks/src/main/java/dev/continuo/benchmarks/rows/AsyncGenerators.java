package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.GeneratorBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * An asynchronous generator and the loop over it; nanoseconds per element. By hand: the Iterator of
 * the synchronous row.
 */
public class AsyncGenerators extends Row {

  private final GeneratorBenchmark all = new GeneratorBenchmark();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return all.iteratorByHand();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return all.asyncGenerator();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return all.kotlinFlow();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int tascalate() {
    return all.tascalateGenerator();
  }
}
