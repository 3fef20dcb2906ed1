package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinRaw;
import dev.continuo.benchmarks.KotlinX;
import dev.continuo.benchmarks.hand.HandSuspension;
import dev.continuo.benchmarks.peers.EaAsync;
import dev.continuo.benchmarks.peers.Futures;
import dev.continuo.benchmarks.peers.Ours;
import dev.continuo.benchmarks.peers.Tascalate;
import dev.continuo.benchmarks.peers.VirtualThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Awaits that suspend until the next tick of the loop; nanoseconds per round. */
public class SuspendResume extends Row {

  private final HandSuspension hand = new HandSuspension();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return hand.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return Ours.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinRaw() {
    return raw.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinX.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int eaAsync() {
    return EaAsync.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int tascalate() {
    return Tascalate.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int completableFuture() {
    return Futures.yields(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int virtualThreads() {
    return VirtualThreads.yields(COUNT);
  }
}
