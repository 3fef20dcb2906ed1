package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Recognises a coroutine that is created and thrown away. */
public final class Discards {

  private Discards() {}

  /**
   * Whether a pop drops the coroutine that the call before it returned.
   *
   * @param nodes the instructions of a method
   * @param index of a pop
   * @return true if the call before returns a coroutine
   */
  public static boolean at(AbstractInsnNode[] nodes, int index) {
    int i = index - 1;
    while (i >= 0 && (nodes[i] instanceof LabelNode || nodes[i] instanceof LineNumberNode)) {
      i--;
    }
    if (i < 0) {
      return false;
    }
    String descriptor =
        nodes[i] instanceof MethodInsnNode call
            ? call.desc
            : nodes[i] instanceof InvokeDynamicInsnNode dynamic ? dynamic.desc : "()V";
    Type type = Type.getReturnType(descriptor);
    return type.getSort() == Type.OBJECT
        && (type.getInternalName().equals(RuntimeNames.COROUTINE)
            || type.getInternalName().equals(RuntimeNames.AWAITABLE));
  }
}
