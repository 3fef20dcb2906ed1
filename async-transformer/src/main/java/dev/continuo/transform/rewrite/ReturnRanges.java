package dev.continuo.transform.rewrite;

import dev.continuo.transform.analysis.ReturnOperands;
import dev.continuo.transform.classfile.Instructions;
import dev.continuo.transform.find.ReturnForm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Makes the range of a catch clause cover the return of an awaitable: there it is awaited.
 *
 * <pre>
 *   invoke f     (the range ends)       ⇒    invoke f
 *   areturn                                  areturn              (the range ends)
 * </pre>
 */
final class ReturnRanges {

  private final MethodNode method;
  private final AbstractInsnNode[] nodes;
  private final Map<LabelNode, Integer> places = new HashMap<>();

  private ReturnRanges(MethodNode method) {
    this.method = method;
    this.nodes = method.instructions.toArray();
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof LabelNode label) {
        places.put(label, i);
      }
    }
  }

  static void rewrite(MethodNode method) {
    var ranges = new ReturnRanges(method);
    for (int i = 0; i < ranges.nodes.length; i++) {
      if (ranges.nodes[i].getOpcode() == Opcodes.ARETURN
          && ReturnForm.of(ranges.nodes, i) == ReturnForm.TAIL) {
        ranges.coverReturn(i);
      }
    }
  }

  private void coverReturn(int areturn) {
    int first = areturn;
    while (first > 0
        && (nodes[first - 1].getOpcode() < 0 || CoverageProbes.start(nodes, first) < first)) {
      first = Math.min(first - 1, CoverageProbes.start(nodes, first));
    }
    boolean isUnlocked = Instructions.opcodeAt(nodes, first - 1) == Opcodes.MONITOREXIT;
    @Nullable LabelNode behind = null;
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      int end = indexOf(range.end);
      if (end < first || end > areturn || (isUnlocked && ReturnOperands.unlocks(range))) {
        continue;
      }
      if (isFinally(range, areturn)) {
        continue;
      }
      if (behind == null) {
        behind = new LabelNode();
        method.instructions.insert(nodes[areturn], behind);
      }
      range.end = behind;
    }
  }

  /** A finally block has run before the return; its handler must not run it again. */
  private boolean isFinally(TryCatchBlockNode range, int areturn) {
    int load = Instructions.previous(nodes, areturn);
    return range.type == null && Instructions.opcodeAt(nodes, load) == Opcodes.ALOAD;
  }

  private int indexOf(LabelNode label) {
    return places.getOrDefault(label, nodes.length);
  }
}
