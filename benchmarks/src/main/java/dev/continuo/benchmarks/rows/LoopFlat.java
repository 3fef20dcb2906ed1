package dev.continuo.benchmarks.rows;

import dev.continuo.benchmarks.KotlinRaw;
import dev.continuo.benchmarks.KotlinX;
import dev.continuo.benchmarks.hand.HandLoops;
import dev.continuo.benchmarks.peers.EaAsync;
import dev.continuo.benchmarks.peers.Ours;
import dev.continuo.benchmarks.peers.Tascalate;
import dev.continuo.benchmarks.peers.VirtualThreads;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * A loop that suspends before each block, over an inner loop that the JIT can vectorise; per block.
 * Plain: the same loops without an await, and so without a task.
 */
public class LoopFlat extends Row {

  private static final int BLOCKS = 20_000;

  private final HandLoops hand = new HandLoops();
  private final KotlinRaw raw = new KotlinRaw();
  private final int[] block = Blocks.numbers();

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int hand() {
    return hand.flat(block, BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int plain() {
    int sum = 0;
    for (int b = 0; b < BLOCKS; b++) {
      for (int i = 0; i < block.length; i++) {
        sum += block[i] * 3;
      }
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int ours() {
    return Ours.flatLoop(block, BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int kotlinRaw() {
    return raw.flatLoop(block, BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int kotlin() {
    return KotlinX.flatLoop(block, BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int eaAsync() {
    return EaAsync.flatLoop(block, BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int tascalate() {
    return Tascalate.flatLoop(block, BLOCKS);
  }

  @Benchmark
  @OperationsPerInvocation(BLOCKS)
  public int virtualThreads() {
    return VirtualThreads.flatLoop(block, BLOCKS);
  }
}
