package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinRaw;
import dev.continuo.benchmarks.KotlinX;
import dev.continuo.benchmarks.hand.HandNested;
import dev.continuo.benchmarks.peers.EaAsync;
import dev.continuo.benchmarks.peers.Futures;
import dev.continuo.benchmarks.peers.Ours;
import dev.continuo.benchmarks.peers.Tascalate;
import dev.continuo.benchmarks.peers.VirtualThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Ten calls inside each other; the innermost of one in 1,024 suspends; nanoseconds per level. */
public class NestedSeldomSuspending extends Row {

  private final HandNested hand = new HandNested();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int hand() {
    return hand.run(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int ours() {
    return Ours.nested(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int kotlinRaw() {
    return raw.nested(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int kotlin() {
    return KotlinX.nested(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int eaAsync() {
    return EaAsync.nested(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int tascalate() {
    return Tascalate.nested(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int completableFuture() {
    return Futures.nested(MANY / DEPTH, DEPTH, 1024);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int virtualThreads() {
    return VirtualThreads.nested(MANY / DEPTH, DEPTH, 1024);
  }
}
