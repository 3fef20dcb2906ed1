package dev.continuo.transform.analysis;

import dev.continuo.transform.analysis.ControlFlow.Block;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which stores may have given a local variable its value: the classic forward data-flow problem
 * (Aho et al., 9.2.4) for one slot. It is solved for the few slots that are asked about; for all of
 * them the sets would be merged at every instruction of every handled range.
 *
 * <p>A definition is the index of the node that stores; what the method starts with (an argument,
 * or nothing) is the number of nodes.
 */
final class ReachingDefinitions {

  private final ControlFlow flow;
  private final int slot;
  private final @Nullable BitSet[] atBlock;

  private ReachingDefinitions(ControlFlow flow, int slot) {
    this.flow = flow;
    this.slot = slot;
    this.atBlock = new BitSet[flow.blocks().size()];
  }

  static ReachingDefinitions of(ControlFlow flow, int slot) {
    var solution = new ReachingDefinitions(flow, slot);
    solution.solve();
    return solution;
  }

  /** The definitions that reach a node; null if no way leads there. */
  @Nullable BitSet before(int index) {
    Block block = flow.blockAt(index);
    BitSet reaching = atBlock[block.index()];
    if (reaching != null) {
      for (int i = index - 1; i >= block.start(); i--) {
        if (defines(flow.nodes()[i])) {
          return single(i);
        }
      }
    }
    return reaching;
  }

  private void solve() {
    ArrayDeque<Integer> work = new ArrayDeque<>();
    atBlock[0] = single(flow.nodes().length);
    work.add(0);
    while (!work.isEmpty()) {
      Block block = flow.blocks().get(work.remove());
      BitSet reaching = Objects.requireNonNull(atBlock[block.index()]); // set before it was added
      BitSet current = reaching;
      BitSet throughout = (BitSet) reaching.clone(); // before any instruction: reaches handlers
      int last = lastInstruction(block);
      for (int i = block.start(); i < block.end(); i++) {
        if (defines(flow.nodes()[i])) {
          current = single(i);
          if (i < last) {
            throughout.set(i);
          }
        }
      }
      for (int successor : block.successors()) {
        merge(successor, current, work);
      }
      for (int handler : block.handlers()) {
        merge(handler, throughout, work);
      }
    }
  }

  private void merge(int block, BitSet arriving, ArrayDeque<Integer> work) {
    BitSet there = atBlock[block];
    if (there == null) {
      atBlock[block] = (BitSet) arriving.clone();
      work.add(block);
      return;
    }
    int before = there.cardinality();
    there.or(arriving);
    if (there.cardinality() != before) {
      work.add(block);
    }
  }

  /** A store to the slot, or of a long or double to the one below, which takes both. */
  private boolean defines(AbstractInsnNode node) {
    if (node instanceof IincInsnNode increment) {
      return increment.var == slot;
    }
    int opcode = node.getOpcode();
    if (opcode < Opcodes.ISTORE || opcode > Opcodes.ASTORE) {
      return false;
    }
    int stored = ((VarInsnNode) node).var;
    boolean isWide = opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE;
    return stored == slot || (isWide && stored == slot - 1);
  }

  private int lastInstruction(Block block) {
    int last = block.end() - 1;
    while (last > block.start() && flow.nodes()[last].getOpcode() < 0) {
      last--;
    }
    return last;
  }

  private static BitSet single(int definition) {
    BitSet set = new BitSet();
    set.set(definition);
    return set;
  }
}
