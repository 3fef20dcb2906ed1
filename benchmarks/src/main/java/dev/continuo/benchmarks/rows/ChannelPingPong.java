package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinContestants;
import dev.continuo.benchmarks.KotlinRaw;
import dev.continuo.benchmarks.hand.HandChannel;
import dev.continuo.benchmarks.peers.EaAsync;
import dev.continuo.benchmarks.peers.Futures;
import dev.continuo.benchmarks.peers.Ours;
import dev.continuo.benchmarks.peers.Tascalate;
import dev.continuo.benchmarks.peers.VirtualThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * Two tasks send a number to and fro; nanoseconds per message. The channels have no room: who sends
 * waits until the item is taken. The one that sends first starts first.
 */
public class ChannelPingPong extends Row {

  private final HandChannel hand = new HandChannel();
  private final KotlinRaw raw = new KotlinRaw();

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int hand() {
    return hand.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int ours() {
    return Ours.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlinRaw() {
    return raw.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int kotlin() {
    return KotlinContestants.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int eaAsync() {
    return EaAsync.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int tascalate() {
    return Tascalate.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int completableFuture() {
    return Futures.pingPong(COUNT / 2);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public int virtualThreads() {
    return VirtualThreads.pingPong(COUNT / 2);
  }
}
