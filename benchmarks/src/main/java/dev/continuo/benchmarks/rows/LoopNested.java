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
 * Loops inside each other: the outer suspends, the inner awaits a value that is there, the
 * innermost can be vectorised; per block. Plain: the same loops without an await, and so without a
 * task.
 */
public class LoopNested extends Row {

  private static final int ROWS = 2_000;
  private static final int COLUMNS = 10;

  private final HandLoops hand = new HandLoops();
  private final KotlinRaw raw = new KotlinRaw();
  private final int[] block = Blocks.numbers();

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int hand() {
    return hand.nested(block, ROWS, COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int plain() {
    int sum = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        sum += 1;
        for (int i = 0; i < block.length; i++) {
          sum += block[i] * 3;
        }
      }
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int ours() {
    return Ours.nestedLoop(block, ROWS, COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int kotlinRaw() {
    return raw.nestedLoop(block, ROWS, COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int kotlin() {
    return KotlinX.nestedLoop(block, ROWS, COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int eaAsync() {
    return EaAsync.nestedLoop(block, ROWS, COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int tascalate() {
    return Tascalate.nestedLoop(block, ROWS, COLUMNS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public int virtualThreads() {
    return VirtualThreads.nestedLoop(block, ROWS, COLUMNS);
  }
}
