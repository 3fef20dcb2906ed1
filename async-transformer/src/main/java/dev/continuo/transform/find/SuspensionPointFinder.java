package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.classfile.Instructions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the suspension points of one method, in the order of the code, and numbers them. */
public final class SuspensionPointFinder {

  private final Set<String> directCallees;
  private final String owner;

  /**
   * Looks for calls in a class.
   *
   * @param owner internal name of the class
   * @param directCallees keys of its {@code @Async} methods whose body may be called directly
   */
  public SuspensionPointFinder(String owner, Set<String> directCallees) {
    this.owner = owner;
    this.directCallees = directCallees;
  }

  /**
   * The suspension points of a method.
   *
   * @param method an eligible method
   * @param kind its kind: void methods have no tail await
   * @return the points, states 1, 2, …
   */
  public List<SuspensionPoint> find(MethodNode method, ReturnKind kind) {
    List<SuspensionPoint> points = new ArrayList<>();
    AbstractInsnNode[] nodes = method.instructions.toArray();
    int line = -1;
    for (int i = 0; i < nodes.length; i++) {
      AbstractInsnNode node = nodes[i];
      if (node instanceof LineNumberNode number) {
        line = number.line;
      } else if (isAwait(node)) {
        points.add(await(nodes, i, points.size() + 1, line));
      } else if (isEmit(node)) {
        points.add(
            new SuspensionPoint(points.size() + 1, SuspensionPoint.Kind.EMIT, i, i, 1, line));
      } else if (node.getOpcode() == Opcodes.ARETURN
          && kind.returnsAwaitable()
          && ReturnForm.of(nodes, i) == ReturnForm.TAIL) {
        points.add(
            new SuspensionPoint(points.size() + 1, SuspensionPoint.Kind.TAIL, i, i, 1, line));
      }
    }
    return points;
  }

  /**
   * Whether an instruction is a call of {@code await}.
   *
   * @param node any node
   * @return true for each of its overloads
   */
  public static boolean isAwait(AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.owner.equals(RuntimeNames.CONTINUO)
        && call.name.equals(RuntimeNames.AWAIT);
  }

  private static boolean isEmit(AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.owner.equals(RuntimeNames.CONTINUO)
        && call.name.equals(RuntimeNames.EMIT);
  }

  private SuspensionPoint await(AbstractInsnNode[] nodes, int index, int state, int line) {
    int operands = Type.getArgumentTypes(((MethodInsnNode) nodes[index]).desc).length;
    int previous = operand(nodes, index, operands);
    AbstractInsnNode awaited = Instructions.nodeAt(nodes, previous);
    if (isDirectCall(awaited)) {
      return new SuspensionPoint(
          state, SuspensionPoint.Kind.DIRECT, previous, index, operands, line);
    }
    if (BuiltIns.isBuiltIn(awaited)) {
      return new SuspensionPoint(
          state, SuspensionPoint.Kind.BUILT_IN, previous, index, operands, line);
    }
    return new SuspensionPoint(state, SuspensionPoint.Kind.AWAIT, index, index, operands, line);
  }

  /**
   * The instruction that gives what is awaited.
   *
   * @param nodes of a method
   * @param index of a call of await
   * @param operands how many it takes; the second one is a class, which must be a constant
   * @return its index, or -1 if that is not known
   */
  public static int operand(AbstractInsnNode[] nodes, int index, int operands) {
    int previous = Instructions.adjacent(nodes, index);
    if (operands == 1) {
      return previous;
    }
    boolean isConstant = Instructions.nodeAt(nodes, previous) instanceof LdcInsnNode;
    return isConstant ? Instructions.adjacent(nodes, previous) : -1;
  }

  private boolean isDirectCall(@Nullable AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.owner.equals(owner)
        && directCallees.contains(call.name + call.desc);
  }
}
