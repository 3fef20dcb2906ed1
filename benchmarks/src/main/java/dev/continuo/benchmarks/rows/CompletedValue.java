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

/**
 * Awaits of values that are there; nanoseconds per await. Each contestant has an array of 1,024
 * complete futures of its own kind, with the numbers from 0, and awaits one after the other: what
 * awaits the same one again and again is folded by the JIT, and then the row measures nothing.
 */
public class CompletedValue extends Row {

  private final HandSuspension hand = new HandSuspension();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int hand() {
    return hand.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int oursValue() {
    return Ours.completedValues(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int ours() {
    return Ours.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int kotlinRaw() {
    return raw.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int kotlin() {
    return KotlinX.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int eaAsync() {
    return EaAsync.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int tascalate() {
    return Tascalate.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int completableFuture() {
    return Futures.completed(MANY);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int virtualThreads() {
    return VirtualThreads.completed(MANY);
  }
}
