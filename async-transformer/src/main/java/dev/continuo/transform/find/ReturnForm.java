package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Instructions;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What {@code return} does in a body. */
public enum ReturnForm {
  /** {@code return value(x)}: x is the result. */
  VALUE,
  /** {@code return done()}: null is the result. */
  DONE,
  /** Anything else: awaited. */
  TAIL;

  /**
   * The form of a return.
   *
   * @param nodes the instructions of the method
   * @param index of an {@code areturn}
   * @return its form
   */
  public static ReturnForm of(AbstractInsnNode[] nodes, int index) {
    int previous = Instructions.adjacent(nodes, index);
    if (previous >= 0 && nodes[previous].getOpcode() == Opcodes.CHECKCAST) {
      previous = Instructions.adjacent(nodes, previous);
    }
    MethodInsnNode call = factoryCall(Instructions.nodeAt(nodes, previous));
    if (call == null) {
      return TAIL;
    }
    return call.name.equals(RuntimeNames.VALUE) ? VALUE : DONE;
  }

  private static @Nullable MethodInsnNode factoryCall(@Nullable AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
            && call.owner.equals(RuntimeNames.CONTINUO)
            && (call.name.equals(RuntimeNames.VALUE) || call.name.equals(RuntimeNames.DONE))
        ? call
        : null;
  }
}
