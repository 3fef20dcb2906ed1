package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinMixed;
import dev.continuo.benchmarks.hand.HandMixed;
import dev.continuo.benchmarks.peers.OursMixed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * {@link SuspendResume} with four kinds of tasks in turns: with one only, the JIT compiles the loop
 * and the task into one piece of code, which no program has that does two things.
 */
public class SuspendResumeMixed extends Row {

  private final HandMixed hand = new HandMixed();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return hand.yields(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return OursMixed.yields(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinMixed.yields(COUNT / 4);
  }
}
