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
 * A fresh future, a callback that completes it in the next tick, and the await of it; per round.
 */
public class FreshFuture extends Row {

  private final HandSuspension hand = new HandSuspension();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return hand.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return Ours.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinRaw() {
    return raw.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinX.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int eaAsync() {
    return EaAsync.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int tascalate() {
    return Tascalate.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int completableFuture() {
    return Futures.futures(COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int virtualThreads() {
    return VirtualThreads.futures(COUNT);
  }
}
