package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinMixed;
import dev.continuo.benchmarks.KotlinRaw;
import dev.continuo.benchmarks.hand.HandMixed;
import dev.continuo.benchmarks.peers.FuturesMixed;
import dev.continuo.benchmarks.peers.OursMixed;
import dev.continuo.benchmarks.peers.VirtualThreadsMixed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * {@link SuspendResumeFour} with four tasks of four kinds: with one kind only, the JIT compiles the
 * loop and the task into one piece of code, which no program has that does two things.
 */
public class SuspendResumeMixed extends Row {

  private final HandMixed hand = new HandMixed();
  private final KotlinRaw raw = new KotlinRaw();

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
  public int kotlinRaw() {
    return raw.mixed(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinMixed.yields(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int completableFuture() {
    return FuturesMixed.yields(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int virtualThreads() {
    return VirtualThreadsMixed.yields(COUNT / 4);
  }
}
