package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ReturnOperands;
import dev.continuo.transform.analysis.ReturnOperands.Operand;
import dev.continuo.transform.find.ReturnKind;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts the await of {@code return x} where the source has it: inside the try statement around it,
 * and before its finally block, as {@code return value(await(x))} would be.
 *
 * <pre>
 *   finally or resources: javac keeps x in a temporary while they run
 *        invoke f                                      invoke f; await; value; checkcast
 *        astore t     (the handler's range ends)  ⇒    astore t
 *        code of the finally block                     …
 *        aload t; areturn                              aload t; areturn     (complete: no suspension)
 * </pre>
 *
 * <p>{@link ReturnOperands} knows the other forms. Where there are only catch clauses, {@link
 * ReturnRanges} does what is needed. A generator that returns x emits the rest of x there, and
 * returns null.
 */
public final class TailReturns {

  private final MethodNode method;
  private final ReturnKind kind;

  private TailReturns(MethodNode method, ReturnKind kind) {
    this.method = method;
    this.kind = kind;
  }

  /**
   * Rewrites a method in place.
   *
   * @param owner internal name of its class
   * @param method the method, owned by the caller
   * @param kind its kind
   */
  public static void rewrite(String owner, MethodNode method, ReturnKind kind) {
    if ((kind.returnsAwaitable() || kind.isGenerator()) && !method.tryCatchBlocks.isEmpty()) {
      new TailReturns(method, kind).rewrite(ReturnOperands.of(owner, method));
      ReturnRanges.rewrite(method);
    }
  }

  private void rewrite(ReturnOperands found) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (Operand operand : found.operands()) {
      AbstractInsnNode before = nodes[operand.index()];
      InsnList code = await();
      if (operand.kind() == ReturnOperands.Kind.UNLOCKED) {
        code.insert(new VarInsnNode(Opcodes.ALOAD, operand.slot()));
        code.add(new VarInsnNode(Opcodes.ASTORE, operand.slot()));
      }
      if (operand.kind() != ReturnOperands.Kind.STORED) { // the ranges end before it, too early
        LabelNode end = new LabelNode();
        code.add(end);
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
          if (found.endsBefore(range, operand.index())) {
            range.end = end;
          }
        }
      }
      method.instructions.insertBefore(before, code);
    }
  }

  /** What is inserted behind x: leaves on the stack what is returned then. */
  private InsnList await() {
    if (kind.isGenerator()) {
      return GeneratorReturns.emitRest();
    }
    InsnList list = new InsnList();
    String descriptor =
        kind == ReturnKind.COROUTINE
            ? RuntimeNames.AWAIT_AWAITABLE_DESCRIPTOR
            : RuntimeNames.AWAIT_STAGE_DESCRIPTOR;
    list.add(call(RuntimeNames.AWAIT, descriptor));
    list.add(call(RuntimeNames.VALUE, RuntimeNames.VALUE_METHOD_DESCRIPTOR));
    String result = Type.getReturnType(method.desc).getInternalName();
    list.add(new TypeInsnNode(Opcodes.CHECKCAST, result));
    return list;
  }

  private static MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, RuntimeNames.CONTINUO, name, descriptor, false);
  }
}
