package dev.continuo.transform.rewrite;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.EachUses;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Makes awaits of the loops over {@code each(source)}.
 *
 * <pre>
 *   Continuo.each(source)     ⇒   Iteration.each(source)
 *   it = each.iterator()          it = each.iterator()
 *   while (it.hasNext()) {    ⇒   while ((boolean) await(Iteration.step(it))) {
 *     x = it.next(); …              x = it.next(); …
 * </pre>
 *
 * Where an iterator may come from elsewhere too, {@code step} asks it at once.
 */
public final class AsyncLoops {

  private AsyncLoops() {}

  /**
   * Rewrites a method in place.
   *
   * @param owner internal name of its class
   * @param method the method, owned by the caller
   */
  public static void rewrite(String owner, MethodNode method) {
    if (!EachUses.mayBeIn(method)) {
      return;
    }
    EachUses uses = EachUses.of(owner, method);
    for (AbstractInsnNode node : method.instructions.toArray()) {
      if (EachUses.isEach(node)) {
        MethodInsnNode call = (MethodInsnNode) node;
        call.owner = RuntimeNames.ITERATION;
        call.desc = RuntimeNames.ITERATION_EACH_DESCRIPTOR;
      } else if (uses.isStep(node)) {
        method.instructions.insertBefore(node, await());
        method.instructions.remove(node);
      }
    }
  }

  private static InsnList await() {
    InsnList list = new InsnList();
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.ITERATION,
            RuntimeNames.ITERATION_STEP,
            RuntimeNames.ITERATION_STEP_DESCRIPTOR,
            false));
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.CONTINUO,
            RuntimeNames.AWAIT,
            RuntimeNames.AWAIT_AWAITABLE_DESCRIPTOR,
            false));
    list.add(new TypeInsnNode(Opcodes.CHECKCAST, "java/lang/Boolean"));
    list.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL, "java/lang/Boolean", "booleanValue", "()Z", false));
    return list;
  }
}
