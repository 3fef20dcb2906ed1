package dev.continuo.transform.analysis;

import dev.continuo.transform.analysis.ControlFlow.Block;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local variables may still be read: the classic backward data-flow problem (Aho et al.,
 * 9.2.5). A slot that a handler reads is live in all of the code that the handler covers.
 */
public final class Liveness {

  private final ControlFlow flow;
  private final BitSet[] liveAtBlock;

  private Liveness(ControlFlow flow, BitSet[] liveAtBlock) {
    this.flow = flow;
    this.liveAtBlock = liveAtBlock;
  }

  /**
   * Solves the problem for a method.
   *
   * @param flow its control flow
   * @return the solution
   */
  public static Liveness of(ControlFlow flow) {
    List<Block> blocks = flow.blocks();
    BitSet[] live = new BitSet[blocks.size()];
    for (int b = 0; b < live.length; b++) {
      live[b] = new BitSet();
    }
    var solution = new Liveness(flow, live);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b = blocks.size() - 1; b >= 0; b--) {
        BitSet in = solution.before(blocks.get(b), blocks.get(b).start());
        if (!in.equals(live[b])) {
          live[b] = in;
          changed = true;
        }
      }
    }
    return solution;
  }

  /**
   * The slots that may be read after an instruction, by the code that follows it or by a handler
   * around it.
   *
   * @param index of an instruction
   * @return the slots; a long or double is named by its first
   */
  public BitSet after(int index) {
    Block block = flow.blockAt(index);
    return before(block, index + 1);
  }

  /** Live slots before a node of a block; {@code index == block.end()} means at its end. */
  private BitSet before(Block block, int index) {
    BitSet live = new BitSet();
    for (int successor : block.successors()) {
      live.or(liveAtBlock[successor]);
    }
    BitSet inHandlers = new BitSet();
    for (int handler : block.handlers()) {
      inHandlers.or(liveAtBlock[handler]);
    }
    live.or(inHandlers);
    for (int i = block.end() - 1; i >= index; i--) {
      apply(flow.nodes()[i], live);
      live.or(inHandlers);
    }
    return live;
  }

  private static void apply(AbstractInsnNode node, BitSet live) {
    if (node instanceof VarInsnNode access) {
      if (access.getOpcode() >= Opcodes.ISTORE) {
        live.clear(access.var);
      } else {
        live.set(access.var);
      }
    } else if (node instanceof IincInsnNode increment) {
      live.set(increment.var);
    }
  }
}
