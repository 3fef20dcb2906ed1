package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.Monitors;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.ReturnForm;
import dev.continuo.transform.find.ReturnKind;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
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
 * <p>A generator that returns x emits the rest of x there, and returns null.
 *
 * <p>Where there are only catch clauses, {@link ReturnRanges} does what is needed. ecj keeps x on
 * the stack instead of in a temporary. A temporary is told from a variable of the user by where the
 * handler stands: behind the return, while code that goes on after the try statement jumps over it.
 */
public final class TailReturns {

  private final MethodNode method;
  private final ReturnKind kind;
  private final AbstractInsnNode[] nodes;

  private TailReturns(MethodNode method, ReturnKind kind) {
    this.method = method;
    this.kind = kind;
    this.nodes = method.instructions.toArray();
  }

  /**
   * Rewrites a method in place.
   *
   * @param method the method, owned by the caller
   * @param kind its kind
   */
  public static void rewrite(MethodNode method, ReturnKind kind) {
    if ((kind.returnsAwaitable() || kind.isGenerator()) && !method.tryCatchBlocks.isEmpty()) {
      new TailReturns(method, kind).rewrite();
      ReturnRanges.rewrite(method);
    }
  }

  private void rewrite() {
    Monitors monitors = Monitors.of(ControlFlow.of(method));
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i].getOpcode() == Opcodes.ASTORE
          && isReturnTemporary(i)
          && !storesNull(i)
          && ReturnForm.of(nodes, i) == ReturnForm.TAIL
          && monitors.heldAt(i) == 0) {
        method.instructions.insertBefore(nodes[i], await());
      } else if (isReturnOnStack(i) && monitors.heldAt(i) == 0) {
        method.instructions.insert(nodes[i], await());
      }
    }
  }

  /** {@code return null} is refused where it is returned, with words of its own. */
  private boolean storesNull(int store) {
    int before = Instructions.adjacent(nodes, store);
    return Instructions.opcodeAt(nodes, before) == Opcodes.ACONST_NULL;
  }

  private boolean isReturnTemporary(int store) {
    int areturn = returnOf(store);
    boolean isDropped = areturn < 0;
    if (isDeclared(store) || (isDropped && (!storesCallResult(store) || isLoaded(store)))) {
      return false;
    }
    for (TryCatchBlockNode range : rangesEndingBehind(store)) {
      boolean runsAlways = range.type == null || range.type.equals("java/lang/Throwable");
      boolean isLeft = isDropped ? returns(range.handler) : indexOf(range.handler) > areturn;
      if (runsAlways && isLeft) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a finally block returns, which is how it drops what was to be returned: then its
   * handler does not rethrow the exception either.
   */
  private boolean returns(LabelNode handler) {
    for (int i = indexOf(handler); i < nodes.length; i++) {
      int opcode = nodes[i].getOpcode();
      if (opcode == Opcodes.ATHROW) {
        return false;
      }
      if (opcode == Opcodes.ARETURN) {
        return true;
      }
    }
    return false;
  }

  /**
   * The return that loads what is stored here, with no other store to the slot in between; or -1.
   */
  private int returnOf(int store) {
    int slot = ((VarInsnNode) nodes[store]).var;
    for (int i = store + 1; i < nodes.length; i++) {
      if (nodes[i] instanceof VarInsnNode access && access.var == slot) {
        if (access.getOpcode() != Opcodes.ALOAD) {
          return -1;
        }
        int next = Instructions.next(nodes, i);
        return Instructions.opcodeAt(nodes, next) == Opcodes.ARETURN ? next : -1;
      }
    }
    return -1;
  }

  /** Not what a handler does first: store the exception. */
  private boolean storesCallResult(int store) {
    int before = Instructions.adjacent(nodes, store);
    return Instructions.nodeAt(nodes, before) instanceof MethodInsnNode call
        && Type.getReturnType(call.desc).equals(Type.getReturnType(method.desc));
  }

  private boolean isLoaded(int store) {
    int slot = ((VarInsnNode) nodes[store]).var;
    for (int i = store + 1; i < nodes.length; i++) {
      if (nodes[i] instanceof VarInsnNode access && access.var == slot) {
        return access.getOpcode() == Opcodes.ALOAD;
      }
    }
    return false;
  }

  /** Whether the debug tables, if there are any, name a variable of the user's. */
  private boolean isDeclared(int store) {
    int slot = ((VarInsnNode) nodes[store]).var;
    for (LocalVariableNode variable : method.localVariables) {
      if (variable.index == slot
          && indexOf(variable.start) <= Instructions.next(nodes, store)
          && indexOf(variable.end) > store) {
        return true;
      }
    }
    return false;
  }

  private List<TryCatchBlockNode> rangesEndingBehind(int index) {
    int next = Instructions.next(nodes, index);
    return method.tryCatchBlocks.stream()
        .filter(r -> indexOf(r.end) > index && indexOf(r.end) < next)
        .toList();
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

  /**
   * Whether a call's result stays on the stack while resources are closed, or is dropped because
   * the finally block returns: ecj's form of a temporary.
   */
  private boolean isReturnOnStack(int index) {
    boolean yields =
        nodes[index] instanceof MethodInsnNode call
            && !call.owner.equals(RuntimeNames.CONTINUO)
            && Type.getReturnType(call.desc).equals(Type.getReturnType(method.desc));
    int next = Instructions.next(nodes, index);
    boolean isDropped = Instructions.opcodeAt(nodes, next) == Opcodes.POP;
    boolean isKept = Instructions.opcodeAt(nodes, next) == Opcodes.ALOAD;
    if (!yields || !(isDropped || isKept)) {
      return false;
    }
    int areturn = next;
    while (areturn < nodes.length && nodes[areturn].getOpcode() != Opcodes.ARETURN) {
      areturn++;
    }
    for (TryCatchBlockNode range : rangesEndingBehind(index)) {
      boolean runsAlways = range.type == null || range.type.equals("java/lang/Throwable");
      boolean isLeft = isDropped ? returns(range.handler) : indexOf(range.handler) > areturn;
      if (runsAlways && isLeft) {
        return true;
      }
    }
    return false;
  }

  // ---- positions in the code as it was

  private int indexOf(LabelNode label) {
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] == label) {
        return i;
      }
    }
    return nodes.length;
  }
}
