package dev.continuo.transform.find;

import dev.continuo.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
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
    int previous = previousReal(nodes, index);
    if (operands == 2 && previous >= 0 && nodes[previous] instanceof LdcInsnNode) {
      previous = previousReal(nodes, previous);
    } else if (operands == 2) {
      previous = -1;
    }
    if (previous >= 0 && isDirectCall(nodes[previous])) {
      return new SuspensionPoint(
          state, SuspensionPoint.Kind.DIRECT, previous, index, operands, line);
    }
    return new SuspensionPoint(state, SuspensionPoint.Kind.AWAIT, index, index, operands, line);
  }

  private boolean isDirectCall(AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.owner.equals(owner)
        && directCallees.contains(call.name + call.desc);
  }

  /** The instruction before, if nothing can jump in between: every jump target has a frame. */
  static int previousReal(AbstractInsnNode[] nodes, int index) {
    int i = index - 1;
    while (i >= 0 && (nodes[i] instanceof LineNumberNode || nodes[i] instanceof LabelNode)) {
      i--;
    }
    return i >= 0 && nodes[i].getOpcode() >= 0 ? i : -1;
  }
}
