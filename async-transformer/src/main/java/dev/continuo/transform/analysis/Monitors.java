package dev.continuo.transform.analysis;

import dev.continuo.transform.analysis.ControlFlow.Block;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * How many monitors are held before each instruction. Locking is structured in compiled Java (JVMS
 * 2.11.10), so the number is the same on every normal path; handlers are entered with that of the
 * start of what they cover, which is why only normal edges are followed from a {@code monitorexit}.
 */
public final class Monitors {

  private final ControlFlow flow;
  private final int[] atBlock;

  private Monitors(ControlFlow flow, int[] atBlock) {
    this.flow = flow;
    this.atBlock = atBlock;
  }

  /**
   * Counts the monitors of a method.
   *
   * @param flow its control flow
   * @return the counts
   */
  public static Monitors of(ControlFlow flow) {
    int[] atBlock = new int[flow.blocks().size()];
    Arrays.fill(atBlock, -1);
    ArrayDeque<Integer> work = new ArrayDeque<>();
    atBlock[0] = 0;
    work.add(0);
    var monitors = new Monitors(flow, atBlock);
    while (!work.isEmpty()) {
      Block block = flow.blocks().get(work.remove());
      int after = monitors.heldBefore(block, block.end());
      for (int successor : block.successors()) {
        monitors.arrive(successor, after, work);
      }
      for (int handler : block.handlers()) {
        monitors.arrive(handler, atBlock[block.index()], work);
      }
    }
    return monitors;
  }

  /** A handler outside the synchronized statement is reached from both sides: the lower counts. */
  private void arrive(int block, int held, ArrayDeque<Integer> work) {
    if (atBlock[block] < 0 || atBlock[block] > held) {
      atBlock[block] = held;
      work.add(block);
    }
  }

  /**
   * The number of monitors held when an instruction runs.
   *
   * @param index of an instruction
   * @return at least 0
   */
  public int heldAt(int index) {
    return heldBefore(flow.blockAt(index), index);
  }

  private int heldBefore(Block block, int index) {
    int held = Math.max(atBlock[block.index()], 0);
    for (int i = block.start(); i < index; i++) {
      int opcode = flow.nodes()[i].getOpcode();
      if (opcode == Opcodes.MONITORENTER) {
        held++;
      } else if (opcode == Opcodes.MONITOREXIT) {
        held = Math.max(held - 1, 0);
      }
    }
    return held;
  }
}
