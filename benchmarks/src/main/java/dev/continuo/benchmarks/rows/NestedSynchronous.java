package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinRaw;
import dev.continuo.benchmarks.KotlinX;
import dev.continuo.benchmarks.hand.HandNested;
import dev.continuo.benchmarks.hand.HandNestedBoxed;
import dev.continuo.benchmarks.peers.EaAsync;
import dev.continuo.benchmarks.peers.Futures;
import dev.continuo.benchmarks.peers.Ours;
import dev.continuo.benchmarks.peers.OursOdd;
import dev.continuo.benchmarks.peers.Tascalate;
import dev.continuo.benchmarks.peers.VirtualThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Ten calls inside each other of which none suspends; nanoseconds per level. The calls of {@code
 * ours} stay inside one class, those of {@code oursOtherClass} go from class to class.
 */
public class NestedSynchronous extends Row {

  private final HandNested hand = new HandNested();
  private final HandNestedBoxed boxed = new HandNestedBoxed();
  private final OursOdd otherClass = new OursOdd();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int hand() {
    return hand.run(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int handBoxed() {
    return boxed.run(MANY / DEPTH, DEPTH);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int ours() {
    return Ours.nested(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int oursOtherClass() {
    return otherClass.run(MANY / DEPTH, DEPTH);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int kotlinRaw() {
    return raw.nested(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int kotlin() {
    return KotlinX.nested(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int eaAsync() {
    return EaAsync.nested(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int tascalate() {
    return Tascalate.nested(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int completableFuture() {
    return Futures.nested(MANY / DEPTH, DEPTH, 0);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public int virtualThreads() {
    return VirtualThreads.nested(MANY / DEPTH, DEPTH, 0);
  }
}
