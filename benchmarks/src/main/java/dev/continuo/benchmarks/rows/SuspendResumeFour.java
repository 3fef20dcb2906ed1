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
 * {@link SuspendResume} with four tasks of one kind in turns: what {@link SuspendResumeMixed} is to
 * be compared with, which has as many tasks.
 */
public class SuspendResumeFour extends Row {

  private final HandMixed hand = new HandMixed();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return hand.four(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return OursMixed.four(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinRaw() {
    return raw.four(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinMixed.four(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int completableFuture() {
    return FuturesMixed.four(COUNT / 4);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int virtualThreads() {
    return VirtualThreadsMixed.four(COUNT / 4);
  }
}
