package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A call of {@code await}, {@code emit}, {@code emitAll} or {@code each}, wherever it stands.
 *
 * @param name which of them
 * @param index its instruction
 */
public record SuspendingCall(String name, int index) {

  /**
   * The calls in a method.
   *
   * @param method any method
   * @return in the order of the code
   */
  public static List<SuspendingCall> in(MethodNode method) {
    List<SuspendingCall> calls = new ArrayList<>();
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof MethodInsnNode call
          && call.owner.equals(RuntimeNames.CONTINUO)
          && isSuspending(call.name)) {
        calls.add(new SuspendingCall(call.name, index));
      }
      index++;
    }
    return calls;
  }

  static boolean isSuspending(String name) {
    return name.equals(RuntimeNames.AWAIT)
        || name.equals(RuntimeNames.EMIT)
        || name.equals(RuntimeNames.EMIT_ALL)
        || name.equals(RuntimeNames.EACH);
  }
}
