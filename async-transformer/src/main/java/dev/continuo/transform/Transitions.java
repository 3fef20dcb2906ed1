package dev.continuo.transform;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.find.SuspensionPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/** Which suspension point may come next? Any instruction in a try block may go to its handlers. */
final class Transitions {

  private final ControlFlow flow;
  private final Map<Integer, SuspensionPoint> points = new HashMap<>();
  private final Set<Explanation.Transition> found = new LinkedHashSet<>();

  private Transitions(ControlFlow flow, List<SuspensionPoint> points) {
    this.flow = flow;
    points.forEach(point -> this.points.put(point.start(), point));
  }

  static List<Explanation.Transition> of(ControlFlow flow, List<SuspensionPoint> points) {
    Transitions transitions = new Transitions(flow, points);
    transitions.follow(Explanation.Transition.START, 0);
    for (SuspensionPoint point : points) {
      if (point.kind() == SuspensionPoint.Kind.TAIL) {
        transitions.found.add(
            new Explanation.Transition(point.state(), Explanation.Transition.END));
      } else {
        transitions.follow(point.state(), point.index() + 1);
      }
    }
    return transitions.found.stream()
        .sorted(
            Comparator.comparingInt(Explanation.Transition::from)
                .thenComparingInt(Explanation.Transition::to))
        .toList();
  }

  /** Walks from a node to all points that come first, and to the ends. */
  private void follow(int from, int start) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(blocksAfter(from, start));
    while (!open.isEmpty()) {
      int next = open.removeLast();
      if (!seen.get(next)) {
        seen.set(next);
        ControlFlow.Block block = flow.blocks().get(next);
        open.addAll(walk(from, block, block.start()));
      }
    }
  }

  private List<Integer> blocksAfter(int from, int start) {
    if (from == Explanation.Transition.START) {
      return List.of(0);
    }
    ControlFlow.Block block = flow.blockAt(start - 1);
    return walk(from, block, start);
  }

  /** Walks through the rest of a block; returns the blocks behind it that it comes to. */
  private List<Integer> walk(int from, ControlFlow.Block block, int start) {
    List<Integer> next = new ArrayList<>(block.handlers());
    for (int i = start; i < block.end(); i++) {
      SuspensionPoint point = points.get(i);
      if (point != null) {
        found.add(new Explanation.Transition(from, point.state()));
        return next;
      }
      if (ends(flow.nodes()[i])) {
        if (flow.nodes()[i].getOpcode() != Opcodes.ATHROW || block.handlers().isEmpty()) {
          found.add(new Explanation.Transition(from, Explanation.Transition.END));
        }
        return next;
      }
    }
    next.addAll(block.successors());
    return next;
  }

  private static boolean ends(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return opcode == Opcodes.ATHROW || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }
}
