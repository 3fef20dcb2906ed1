package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The functions of the runtime whose call and await are one call in the generated code, see {@code
 * dev.continuo.coroutine.BuiltIn}: no coroutine is made for what does not have to wait.
 */
public final class BuiltIns {

  private BuiltIns() {}

  /**
   * Whether an instruction calls one of these functions.
   *
   * @param node any node, or null
   * @return true if {@link #awaiting} knows it
   */
  public static boolean isBuiltIn(@Nullable AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && RuntimeNames.BUILT_INS.contains(call.owner + '.' + call.name + call.desc);
  }

  /**
   * The call that also awaits.
   *
   * @param call of one of these functions
   * @return a call that takes the driver on top of what {@code call} takes
   */
  public static MethodInsnNode awaiting(MethodInsnNode call) {
    StringBuilder descriptor = new StringBuilder("(");
    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
      descriptor.append('L').append(call.owner).append(';');
    }
    for (Type argument : Type.getArgumentTypes(call.desc)) {
      descriptor.append(argument.getDescriptor());
    }
    descriptor.append(RuntimeNames.DRIVER_DESCRIPTOR).append(")Ljava/lang/Object;");
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, RuntimeNames.BUILT_IN_CLASS, call.name, descriptor.toString(), false);
  }
}
