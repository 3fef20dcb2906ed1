package dev.continuo.transform.find;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method or lambda that is rewritten.
 *
 * @param node the method as the compiler wrote it
 * @param kind how its result is handed over
 * @param isLambda whether it is the body of a lambda expression
 */
public record AsyncMethod(MethodNode node, ReturnKind kind, boolean isLambda) {

  /**
   * Whether it has no receiver.
   *
   * @return true for a static method
   */
  public boolean isStatic() {
    return (node.access & Opcodes.ACC_STATIC) != 0;
  }

  /**
   * How many local slots its receiver and parameters take.
   *
   * @return at least 0, at most 255
   */
  public int argumentSlots() {
    int slots = Type.getArgumentsAndReturnSizes(node.desc) >> 2;
    return isStatic() ? slots - 1 : slots;
  }

  /**
   * Name and descriptor, by which calls refer to it.
   *
   * @return for example {@code sum(I)Ldev/continuo/Coroutine;}
   */
  public String key() {
    return node.name + node.desc;
  }
}
