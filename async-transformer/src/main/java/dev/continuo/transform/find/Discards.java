package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.classfile.Instructions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Recognises an awaitable that is created and thrown away. A future is none of those: what it
 * stands for runs by itself. Nor is the result of a fluent method, which returns its receiver.
 */
public final class Discards {

  private static final List<String> LAZY =
      List.of(
          RuntimeNames.COROUTINE,
          RuntimeNames.AWAITABLE,
          RuntimeNames.GENERATOR,
          RuntimeNames.ASYNC_GENERATOR);

  private static final List<String> EAGER =
      List.of(RuntimeNames.ASYNC_FUTURE, "java/util/concurrent/CompletionStage");

  private Discards() {}

  /**
   * Whether a pop drops a coroutine that the call before it returned.
   *
   * @param nodes the instructions of a method
   * @param index of a pop
   * @return true if the call before returns a Coroutine or Awaitable
   */
  public static boolean ofCoroutine(AbstractInsnNode[] nodes, int index) {
    String result = resultBefore(nodes, index);
    return RuntimeNames.COROUTINE.equals(result) || RuntimeNames.AWAITABLE.equals(result);
  }

  /**
   * Whether a pop drops what the call before it returned, and nothing of it runs unless awaited.
   *
   * @param nodes the instructions of a method
   * @param index of a pop
   * @param hierarchy tells which types are awaitable
   * @return true if the call before returns a coroutine, generator or other awaitable
   */
  public static boolean at(AbstractInsnNode[] nodes, int index, Hierarchy hierarchy) {
    String result = resultBefore(nodes, index);
    return result != null && isLazy(result, hierarchy);
  }

  /**
   * Whether an object does nothing unless it is awaited or looped over.
   *
   * @param type internal name of its class
   * @param hierarchy tells which types are awaitable
   * @return true for coroutines, generators and other awaitables, not for futures
   */
  public static boolean isLazy(String type, Hierarchy hierarchy) {
    return LAZY.contains(type) || isAwaitable(type, hierarchy);
  }

  /** The class of what the call before returned, unless it may be its receiver. */
  private static @Nullable String resultBefore(AbstractInsnNode[] nodes, int index) {
    AbstractInsnNode before = Instructions.nodeAt(nodes, Instructions.adjacent(nodes, index));
    String descriptor =
        before instanceof MethodInsnNode call
            ? call.desc
            : before instanceof InvokeDynamicInsnNode dynamic ? dynamic.desc : "()V";
    Type type = Type.getReturnType(descriptor);
    boolean isFluent =
        before instanceof MethodInsnNode call
            && call.getOpcode() != Opcodes.INVOKESTATIC
            && call.owner.equals(type.getInternalName());
    return type.getSort() != Type.OBJECT || isFluent ? null : type.getInternalName();
  }

  private static boolean isAwaitable(String type, Hierarchy hierarchy) {
    return hierarchy.isSubtype(type, RuntimeNames.AWAITABLE) == Hierarchy.Answer.YES
        && EAGER.stream().noneMatch(e -> hierarchy.isSubtype(type, e) == Hierarchy.Answer.YES);
  }
}
