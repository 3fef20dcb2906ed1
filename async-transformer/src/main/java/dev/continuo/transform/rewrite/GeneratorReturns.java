package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.ReturnForm;
import dev.continuo.transform.find.ReturnKind;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Makes one kind of return and one kind of emit of those that a generator may have.
 *
 * <pre>
 *   emitAll(x)                      ⇒   emit(Iteration.all(x))
 *   return done()                   ⇒   the same: the end of the body
 *   t = done(); finally; return t   ⇒   t = null; finally; return t
 *   return x                        ⇒   emit(Iteration.rest(x)); return null      (a null x is empty)
 * </pre>
 */
public final class GeneratorReturns {

  private GeneratorReturns() {}

  /**
   * Rewrites a method in place.
   *
   * @param method the method, owned by the caller
   * @param kind its kind
   */
  public static void rewrite(MethodNode method, ReturnKind kind) {
    if (!kind.isGenerator()) {
      return;
    }
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.ARETURN && ReturnForm.of(nodes, i) == ReturnForm.TAIL) {
        method.instructions.insertBefore(nodes[i], emitRest());
      } else if (nodes[i] instanceof MethodInsnNode call
          && call.owner.equals(RuntimeNames.CONTINUO)
          && call.name.equals(RuntimeNames.EMIT_ALL)) {
        InsnList emit = emit(RuntimeNames.ITERATION_ALL);
        method.instructions.insertBefore(call, emit);
        method.instructions.remove(call);
      }
    }
    String result = Type.getReturnType(method.desc).getInternalName();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof TypeInsnNode cast
          && cast.getOpcode() == Opcodes.CHECKCAST
          && cast.desc.equals(result)
          && !isReturned(nodes, i)) {
        replaceDone(method, nodes, i);
      }
    }
  }

  private static boolean isReturned(AbstractInsnNode[] nodes, int cast) {
    int next = Instructions.next(nodes, cast);
    return Instructions.opcodeAt(nodes, next) == Opcodes.ARETURN
        && ReturnForm.of(nodes, next) == ReturnForm.DONE;
  }

  private static void replaceDone(MethodNode method, AbstractInsnNode[] nodes, int cast) {
    if (Instructions.nodeAt(nodes, Instructions.previous(nodes, cast))
            instanceof MethodInsnNode call
        && call.owner.equals(RuntimeNames.CONTINUO)
        && call.name.equals(RuntimeNames.DONE)) {
      method.instructions.set(call, new InsnNode(Opcodes.ACONST_NULL));
    }
  }

  /** Emits all of what is on the stack, and leaves null in its place. */
  static InsnList emitRest() {
    InsnList list = emit(RuntimeNames.ITERATION_REST);
    list.add(new InsnNode(Opcodes.ACONST_NULL));
    return list;
  }

  private static InsnList emit(String delegation) {
    InsnList list = new InsnList();
    list.add(call(RuntimeNames.ITERATION, delegation));
    list.add(call(RuntimeNames.CONTINUO, RuntimeNames.EMIT));
    list.add(new InsnNode(Opcodes.POP));
    return list;
  }

  private static MethodInsnNode call(String owner, String name) {
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, owner, name, RuntimeNames.EMIT_DESCRIPTOR, false);
  }
}
