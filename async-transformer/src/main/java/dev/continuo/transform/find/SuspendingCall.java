package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A call of {@code await}, {@code emit}, {@code emitAll} or {@code each}, or a close that is
 * awaited, wherever it stands.
 *
 * @param name which of them
 * @param index its instruction
 */
public record SuspendingCall(String name, int index) {

  private static final String CLOSE = "close";
  private static final String AUTO_CLOSEABLE = "java/lang/AutoCloseable";

  /**
   * The calls in a method.
   *
   * @param method any method
   * @param hierarchy tells which types are AsyncCloseable
   * @return in the order of the code
   */
  public static List<SuspendingCall> in(MethodNode method, Hierarchy hierarchy) {
    List<SuspendingCall> calls = new ArrayList<>();
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof MethodInsnNode call
          && call.owner.equals(RuntimeNames.CONTINUO)
          && isSuspending(call.name)) {
        calls.add(new SuspendingCall(call.name, index));
      } else if (isAwaitedClose(node, hierarchy)) {
        calls.add(new SuspendingCall(CLOSE, index));
      }
      index++;
    }
    return calls;
  }

  /**
   * Whether an instruction closes an AsyncCloseable, as try-with-resources does.
   *
   * @param node any node
   * @param hierarchy tells which types are AsyncCloseable
   * @return true if the close is to be awaited
   */
  public static boolean isAwaitedClose(AbstractInsnNode node, Hierarchy hierarchy) {
    return node instanceof MethodInsnNode call
        && call.name.equals(CLOSE)
        && call.desc.equals("()V")
        && (call.getOpcode() == Opcodes.INVOKEVIRTUAL
            || call.getOpcode() == Opcodes.INVOKEINTERFACE)
        && hierarchy.isSubtype(call.owner, RuntimeNames.ASYNC_CLOSEABLE) == Hierarchy.Answer.YES;
  }

  /**
   * Whether an instruction closes what may be an AsyncCloseable, though its static type says only
   * AutoCloseable, or is an interface of the user that extends it.
   *
   * @param node any node
   * @param hierarchy tells which types are AutoCloseable
   * @return true if it is to be found out when the code runs
   */
  public static boolean isCloseOfAny(AbstractInsnNode node, Hierarchy hierarchy) {
    return node instanceof MethodInsnNode call
        && call.getOpcode() == Opcodes.INVOKEINTERFACE
        && call.name.equals(CLOSE)
        && call.desc.equals("()V")
        && (call.owner.equals(AUTO_CLOSEABLE)
            || (!call.owner.startsWith("java/")
                && !call.owner.startsWith("javax/")
                && hierarchy.isSubtype(call.owner, AUTO_CLOSEABLE) == Hierarchy.Answer.YES
                && hierarchy.isSubtype(call.owner, RuntimeNames.ASYNC_CLOSEABLE)
                    != Hierarchy.Answer.YES));
  }

  /**
   * Whether this is a close.
   *
   * @return false for the functions of the facade
   */
  public boolean isClose() {
    return name.equals(CLOSE);
  }

  /**
   * Whether this hands elements to a consumer.
   *
   * @return true for {@code emit} and {@code emitAll}
   */
  public boolean isEmit() {
    return name.equals(RuntimeNames.EMIT) || name.equals(RuntimeNames.EMIT_ALL);
  }

  static boolean isSuspending(String name) {
    return name.equals(RuntimeNames.AWAIT)
        || name.equals(RuntimeNames.EMIT)
        || name.equals(RuntimeNames.EMIT_ALL)
        || name.equals(RuntimeNames.EACH);
  }
}
