package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.Monitors;
import dev.continuo.transform.analysis.ScopeExits;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspendingCall;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes awaits of the closes of AsyncCloseables.
 *
 * <pre>
 *   a block ends normally:       r.close()   ⇒   await(Iteration.close(r))
 *   because of the exception v:  r.close()   ⇒   v = (Throwable) await(Iteration.close(r, v))
 *                                                    so that the {@code throw v} that follows throws
 *                                                    what a scope has put in its place
 * </pre>
 *
 * The close of what is only known as an AutoCloseable is rewritten, too, where that may await; it
 * is found out at run time what it is.
 */
public final class AsyncResources {

  private AsyncResources() {}

  /**
   * Rewrites a method in place.
   *
   * @param owner internal name of its class
   * @param method the method, owned by the caller
   * @param kind its kind
   * @param hierarchy tells which types are AsyncCloseable
   */
  public static void rewrite(
      String owner, MethodNode method, ReturnKind kind, Hierarchy hierarchy) {
    AbstractInsnNode[] nodes = method.instructions.toArray();
    ScopeExits exits = null;
    Monitors monitors = null;
    for (int i = 0; i < nodes.length; i++) {
      boolean isAny =
          kind != ReturnKind.GENERATOR && SuspendingCall.isCloseOfAny(nodes[i], hierarchy);
      if (!isAny && !SuspendingCall.isAwaitedClose(nodes[i], hierarchy)) {
        continue;
      }
      if (exits == null || monitors == null) {
        exits = ScopeExits.of(owner, method, hierarchy);
        monitors = Monitors.of(ControlFlow.of(method));
      }
      if (!isAny || monitors.heldAt(i) == 0) { // else it stays the call that it is
        int pending = exits.pendingAt(i);
        method.instructions.insertBefore(
            nodes[i], pending < 0 ? closeNormally(isAny) : closeBecauseOf(pending, isAny));
        method.instructions.remove(nodes[i]);
      }
    }
  }

  private static InsnList closeNormally(boolean isAny) {
    InsnList list =
        await(
            isAny
                ? RuntimeNames.ITERATION_CLOSE_ANY_DESCRIPTOR
                : RuntimeNames.ITERATION_CLOSE_DESCRIPTOR);
    list.add(new InsnNode(Opcodes.POP));
    return list;
  }

  private static InsnList closeBecauseOf(int pending, boolean isAny) {
    InsnList list = new InsnList();
    list.add(new VarInsnNode(Opcodes.ALOAD, pending));
    list.add(
        await(
            isAny
                ? RuntimeNames.ITERATION_CLOSE_ANY_PENDING_DESCRIPTOR
                : RuntimeNames.ITERATION_CLOSE_PENDING_DESCRIPTOR));
    list.add(new TypeInsnNode(Opcodes.CHECKCAST, "java/lang/Throwable"));
    list.add(new VarInsnNode(Opcodes.ASTORE, pending));
    return list;
  }

  private static InsnList await(String closeDescriptor) {
    InsnList list = new InsnList();
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.ITERATION,
            RuntimeNames.ITERATION_CLOSE,
            closeDescriptor,
            false));
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.CONTINUO,
            RuntimeNames.AWAIT,
            RuntimeNames.AWAIT_AWAITABLE_DESCRIPTOR,
            false));
    return list;
  }
}
