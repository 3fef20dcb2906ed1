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

/** Awaits of a value that is there; nanoseconds per await. */
public class CompletedValue extends Row {

  private final HandSuspension hand = new HandSuspension();
  private final HandSuspension.Future one = HandSuspension.completed(1);
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return hand.completed(one, COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int oursFuture() {
    return Ours.completedFuture(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return Ours.completed(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinRaw() {
    return raw.completed(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinX.completed(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int eaAsync() {
    return EaAsync.completed(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int tascalate() {
    return Tascalate.completed(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int completableFuture() {
    return Futures.completed(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int virtualThreads() {
    return VirtualThreads.completed(COUNT);
  }
}
