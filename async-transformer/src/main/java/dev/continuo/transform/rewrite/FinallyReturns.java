package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.Monitors;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspensionPointFinder.ReturnForm;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Awaits the operand of a {@code return} before the finally block runs, as {@code return
 * value(await(x))} would: {@code try { return f(); } finally { g(); }} must run f, then g.
 *
 * <pre>
 *   (in the range of the finally handler)                 (in the range)
 *   invoke f                                              invoke f; await; value; checkcast
 *   astore t                                        ⇒     astore t
 *   (end of the range) code of the finally block          …
 *   aload t; areturn                                      aload t; areturn        (complete: no suspension)
 * </pre>
 *
 * A compiler's temporary is told from a variable of the user by where the finally handler stands:
 * behind the return, while code that goes on after the try statement jumps over the handler.
 */
public final class FinallyReturns {

  private FinallyReturns() {}

  /**
   * Rewrites a method in place.
   *
   * @param method the method, owned by the caller
   * @param kind its kind
   */
  public static void rewrite(MethodNode method, ReturnKind kind) {
    if (kind == ReturnKind.VOID || method.tryCatchBlocks.isEmpty()) {
      return;
    }
    AbstractInsnNode[] nodes = method.instructions.toArray();
    ControlFlow flow = null;
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() != Opcodes.ARETURN) {
        continue;
      }
      int store = temporaryStore(method, nodes, i);
      if (store < 0 || ReturnForm.of(nodes, store) != ReturnForm.TAIL) {
        continue;
      }
      flow = flow == null ? ControlFlow.of(method) : flow;
      if (Monitors.of(flow).heldAt(store) == 0) {
        method.instructions.insertBefore(nodes[store], await(method, kind));
      }
    }
  }

  /** The store to the temporary that a return loads, or -1. */
  private static int temporaryStore(MethodNode method, AbstractInsnNode[] nodes, int areturn) {
    int load = previous(nodes, areturn);
    if (load < 0 || nodes[load].getOpcode() != Opcodes.ALOAD) {
      return -1;
    }
    int slot = ((VarInsnNode) nodes[load]).var;
    for (int i = load - 1; i >= 0; i--) {
      if (nodes[i].getOpcode() == Opcodes.ASTORE && ((VarInsnNode) nodes[i]).var == slot) {
        return endsFinallyRange(method, nodes, i, areturn) ? i : -1;
      }
    }
    return -1;
  }

  private static int previous(AbstractInsnNode[] nodes, int index) {
    int i = index - 1;
    while (i >= 0 && (nodes[i] instanceof LineNumberNode || nodes[i] instanceof LabelNode)) {
      i--;
    }
    return i;
  }

  private static boolean endsFinallyRange(
      MethodNode method, AbstractInsnNode[] nodes, int store, int areturn) {
    for (int i = store + 1; i < nodes.length && nodes[i].getOpcode() < 0; i++) {
      for (TryCatchBlockNode range : method.tryCatchBlocks) {
        if (range.type == null
            && range.end == nodes[i]
            && method.instructions.indexOf(range.handler) > areturn) {
          return true;
        }
      }
    }
    return false;
  }

  private static InsnList await(MethodNode method, ReturnKind kind) {
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
