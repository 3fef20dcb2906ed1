package dev.continuo.transform.classfile;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * Finds instructions among the nodes of a method, where labels, line numbers and frames stand
 * between them. A place that does not exist is -1, which all methods take.
 */
public final class Instructions {

  private Instructions() {}

  /**
   * The first instruction behind a place.
   *
   * @param nodes of a method
   * @param index any place
   * @return its index, or -1
   */
  public static int next(AbstractInsnNode[] nodes, int index) {
    int i = index;
    while (i >= 0) {
      i = i + 1 < nodes.length ? i + 1 : -1;
      if (opcodeAt(nodes, i) >= 0) {
        break;
      }
    }
    return i;
  }

  /**
   * The last instruction before a place.
   *
   * @param nodes of a method
   * @param index any place
   * @return its index, or -1
   */
  public static int previous(AbstractInsnNode[] nodes, int index) {
    int i = index - 1;
    while (i >= 0 && nodes[i].getOpcode() < 0) {
      i--;
    }
    return i;
  }

  /**
   * The instruction before a place, if nothing can jump in between: every jump target has a frame.
   *
   * @param nodes of a method
   * @param index any place
   * @return its index, or -1
   */
  public static int adjacent(AbstractInsnNode[] nodes, int index) {
    int i = index - 1;
    while (i >= 0 && nodes[i].getOpcode() < 0 && !(nodes[i] instanceof FrameNode)) {
      i--;
    }
    return opcodeAt(nodes, i) < 0 ? -1 : i;
  }

  /**
   * The opcode at a place.
   *
   * @param nodes of a method
   * @param index any place
   * @return the opcode, or -1 where no instruction is
   */
  public static int opcodeAt(AbstractInsnNode[] nodes, int index) {
    AbstractInsnNode node = nodeAt(nodes, index);
    return node == null ? -1 : node.getOpcode();
  }

  /**
   * The node at a place.
   *
   * @param nodes of a method
   * @param index any place
   * @return the node, or null
   */
  public static @Nullable AbstractInsnNode nodeAt(AbstractInsnNode[] nodes, int index) {
    return index < 0 || index >= nodes.length ? null : nodes[index];
  }

  /**
   * Whether a coverage tool's {@code aload probes; push n; iconst_1; bastore} stands at a place.
   *
   * @param nodes of a method
   * @param index any place
   * @return true if it starts there
   */
  public static boolean isCoverageProbe(AbstractInsnNode[] nodes, int index) {
    int number = next(nodes, index);
    int value = next(nodes, number);
    return opcodeAt(nodes, index) == Opcodes.ALOAD
        && isIntConstant(nodeAt(nodes, number))
        && opcodeAt(nodes, value) == Opcodes.ICONST_1
        && opcodeAt(nodes, next(nodes, value)) == Opcodes.BASTORE;
  }

  private static boolean isIntConstant(@Nullable AbstractInsnNode node) {
    int opcode = node == null ? -1 : node.getOpcode();
    return (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5)
        || opcode == Opcodes.BIPUSH
        || opcode == Opcodes.SIPUSH
        || (node instanceof LdcInsnNode constant && constant.cst instanceof Integer);
  }
}
