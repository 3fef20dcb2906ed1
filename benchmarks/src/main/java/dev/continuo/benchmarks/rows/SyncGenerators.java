package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.GeneratorBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A synchronous generator and the loop over it; nanoseconds per element. By hand: an Iterator. */
public class SyncGenerators extends Row {

  private final GeneratorBenchmark all = new GeneratorBenchmark();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return all.iteratorByHand();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return all.generator();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return all.kotlinSequence();
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int stream() {
    return all.streamIterator();
  }
}
