package dev.continuo.transform.emit;

import dev.continuo.transform.plan.MethodPlan;
import java.util.BitSet;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which entries of the LocalVariableTable cover each instruction: as the compiler said, without
 * those whose value a suspension has not kept.
 */
final class VariableScopes {

  private VariableScopes() {}

  static BitSet[] at(MethodPlan plan) {
    MethodNode method = plan.async().node();
    BitSet[] scopes = written(method);
    int[] slots = method.localVariables.stream().mapToInt(v -> v.index).toArray();
    StaleVariables.of(plan).hide(scopes, slots);
    return scopes;
  }

  private static BitSet[] written(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    BitSet[] result = new BitSet[nodes.length];
    BitSet current = new BitSet();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof LabelNode label) {
        current = (BitSet) current.clone();
        for (int v = 0; v < method.localVariables.size(); v++) {
          LocalVariableNode variable = method.localVariables.get(v);
          if (variable.end == label) {
            current.clear(v);
          }
          if (variable.start == label && variable.end != label) {
            current.set(v);
          }
        }
      }
      result[i] = current;
    }
    return result;
  }
}
