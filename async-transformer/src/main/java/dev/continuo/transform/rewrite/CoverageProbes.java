package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Instructions;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Clears the way between what is returned and its {@code areturn}, where a coverage tool has put
 * the store of a probe. Nothing that moves or is moved over can throw or has another effect.
 *
 * <pre>
 *   aload t                                   aload probes; push n; iconst_1; bastore
 *   aload probes; push n; iconst_1; bastore ⇒ aload t
 *   areturn                                   areturn
 * </pre>
 *
 * <p>The same for a call of {@code value} or {@code done} in the place of {@code aload t}.
 */
public final class CoverageProbes {

  private static final int LENGTH = 4;

  private CoverageProbes() {}

  /**
   * Rewrites a method in place.
   *
   * @param method the method, owned by the caller
   */
  public static void rewrite(MethodNode method) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.ARETURN) {
        int start = start(nodes, i);
        int operand = start == i ? -1 : operand(nodes, start);
        if (operand >= 0) {
          move(method, nodes, start, i, operand);
        }
      }
    }
  }

  /**
   * Where the probe in front of an instruction starts.
   *
   * @param nodes the instructions of a method
   * @param index of an instruction
   * @return the index of the first instruction of the probe; {@code index} if there is none
   */
  static int start(AbstractInsnNode[] nodes, int index) {
    int[] probe = new int[LENGTH];
    int at = index;
    for (int i = LENGTH - 1; i >= 0; i--) {
      at = Instructions.adjacent(nodes, at);
      if (at < 0) {
        return index;
      }
      probe[i] = at;
    }
    return Instructions.isCoverageProbe(nodes, probe[0]) ? probe[0] : index;
  }

  /** The first of the instructions that load what is returned, if they cannot fail; or -1. */
  private static int operand(AbstractInsnNode[] nodes, int start) {
    int at = Instructions.adjacent(nodes, start);
    if (Instructions.opcodeAt(nodes, at) == Opcodes.ALOAD) {
      return at;
    }
    if (Instructions.opcodeAt(nodes, at) == Opcodes.CHECKCAST) {
      at = Instructions.adjacent(nodes, at);
    }
    boolean isFactory =
        Instructions.nodeAt(nodes, at) instanceof MethodInsnNode call
            && call.owner.equals(RuntimeNames.CONTINUO)
            && (call.name.equals(RuntimeNames.VALUE) || call.name.equals(RuntimeNames.DONE));
    return isFactory ? at : -1;
  }

  private static void move(
      MethodNode method, AbstractInsnNode[] nodes, int start, int end, int before) {
    for (int i = start; i < end; i++) {
      if (nodes[i].getOpcode() >= 0) {
        method.instructions.remove(nodes[i]);
        method.instructions.insertBefore(nodes[before], nodes[i]);
      }
    }
  }
}
