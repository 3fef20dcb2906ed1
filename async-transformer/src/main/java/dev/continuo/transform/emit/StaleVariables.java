package dev.continuo.transform.emit;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.plan.Argument;
import dev.continuo.transform.plan.MethodPlan;
import dev.continuo.transform.plan.Spill;
import dev.continuo.transform.plan.StatePlan;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which slots may hold a placeholder instead of the value that the user gave them: those that no
 * code reads any more are not kept over a suspension. A debugger must not show them. A forward
 * union problem over the blocks; a store ends it.
 *
 * <pre>
 *   int used = 1, dead = 2;
 *   await(x);          // keeps used
 *   print(used);       // a debugger that showed dead would show 0
 * </pre>
 */
final class StaleVariables {

  private final ControlFlow flow;
  private final Map<Integer, BitSet> lostAt = new HashMap<>();
  private final BitSet[] atBlock;

  private StaleVariables(MethodPlan plan) {
    this.flow = plan.flow();
    this.atBlock = new BitSet[flow.blocks().size()];
    for (int b = 0; b < atBlock.length; b++) {
      atBlock[b] = new BitSet();
    }
    for (StatePlan state : plan.spills().states()) {
      BitSet lost = lost(state, plan);
      if (!lost.isEmpty()) {
        lostAt.put(state.point().index(), lost);
      }
    }
  }

  static StaleVariables of(MethodPlan plan) {
    StaleVariables solution = new StaleVariables(plan);
    boolean changed = !solution.lostAt.isEmpty();
    while (changed) {
      changed = false;
      for (Block block : solution.flow.blocks()) {
        changed |= solution.propagate(block);
      }
    }
    return solution;
  }

  /** The slots whose value is not there after this suspension. */
  private static BitSet lost(StatePlan state, MethodPlan plan) {
    BitSet lost = new BitSet();
    for (int slot = 0; slot < state.base().locals().size(); slot++) {
      // What is null or nothing at all is restored as it was.
      switch (state.base().local(slot).kind()) {
        case INTEGER, FLOAT, LONG, DOUBLE, OBJECT -> lost.set(slot);
        default -> {}
      }
    }
    for (Spill spill : state.locals()) {
      lost.clear(spill.position());
    }
    for (Argument argument : plan.spills().arguments()) {
      VerificationType type = VerificationType.of(argument.type());
      if (argument.isReceiver()
          && !argument.isReassigned()
          && lost.get(argument.slot())
          && state.base().local(argument.slot()).equals(type)) {
        lost.clear(argument.slot());
      }
    }
    return lost;
  }

  private boolean propagate(Block block) {
    BitSet stale = (BitSet) atBlock[block.index()].clone();
    BitSet thrown = (BitSet) stale.clone();
    for (int i = block.start(); i < block.end(); i++) {
      apply(i, stale);
      thrown.or(stale);
    }
    boolean changed = false;
    for (int successor : block.successors()) {
      changed |= add(atBlock[successor], stale);
    }
    for (int handler : block.handlers()) {
      changed |= add(atBlock[handler], thrown);
    }
    return changed;
  }

  private static boolean add(BitSet to, BitSet more) {
    int before = to.cardinality();
    to.or(more);
    return to.cardinality() > before;
  }

  /** Leaves out of the scopes at each node the variables that are stale there. */
  void hide(BitSet[] scopes, int[] slotOfVariable) {
    if (lostAt.isEmpty()) {
      return;
    }
    for (Block block : flow.blocks()) {
      BitSet stale = (BitSet) atBlock[block.index()].clone();
      for (int i = block.start(); i < block.end(); i++) {
        // The await itself still is in progress after the resume.
        BitSet lost = lostAt.get(i);
        if (lost != null) {
          stale.or(lost);
        }
        scopes[i] = without(scopes[i], stale, slotOfVariable);
        apply(i, stale);
      }
    }
  }

  private static BitSet without(BitSet scope, BitSet stale, int[] slotOfVariable) {
    BitSet shown = (BitSet) scope.clone();
    for (int v = scope.nextSetBit(0); v >= 0; v = scope.nextSetBit(v + 1)) {
      if (stale.get(slotOfVariable[v])) {
        shown.clear(v);
      }
    }
    return shown;
  }

  private void apply(int index, BitSet stale) {
    AbstractInsnNode node = flow.nodes()[index];
    if (node instanceof VarInsnNode access && access.getOpcode() >= Opcodes.ISTORE) {
      stale.clear(access.var);
    } else if (node instanceof IincInsnNode increment) {
      stale.clear(increment.var);
    }
    BitSet lost = lostAt.get(index);
    if (lost != null) {
      stale.or(lost);
    }
  }
}
