package dev.continuo.transform.emit;

import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.find.ReturnForm;
import dev.continuo.transform.find.ReturnKind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The returns of {@code value(x)} and {@code done()}: no Value is made, the body returns x or null
 * where the factory was called. The cast and the {@code areturn} behind it are absorbed, even if a
 * try range ends in between.
 */
final class FactoryReturns {

  private final Map<Integer, ReturnForm> forms = new HashMap<>();
  private final BitSet absorbed = new BitSet();

  private FactoryReturns() {}

  static FactoryReturns in(AbstractInsnNode[] nodes, ReturnKind kind) {
    var returns = new FactoryReturns();
    for (int i = 0; i < nodes.length && kind != ReturnKind.VOID; i++) {
      if (nodes[i].getOpcode() == Opcodes.ARETURN) {
        ReturnForm form = ReturnForm.of(nodes, i);
        if (form != ReturnForm.TAIL) {
          returns.absorb(nodes, i, form);
        }
      }
    }
    return returns;
  }

  private void absorb(AbstractInsnNode[] nodes, int areturn, ReturnForm form) {
    int i = areturn;
    while (!(nodes[i] instanceof MethodInsnNode)) {
      if (nodes[i] instanceof FrameNode) {
        throw new IllegalStateException("a frame between a factory call and its return");
      }
      if (nodes[i].getOpcode() >= 0) {
        absorbed.set(i);
      }
      i--;
    }
    forms.put(i, form);
  }

  /** The form of the return that starts at a factory call, or null elsewhere. */
  @Nullable ReturnForm formAt(int index) {
    return forms.get(index);
  }

  /** Whether the instruction is a cast or return behind a factory call. */
  boolean isAbsorbed(int index) {
    return index >= 0 && absorbed.get(index);
  }

  /** Whether a block ends with a factory call, its return being in the next one. */
  boolean endsIn(Block block) {
    return forms.keySet().stream().anyMatch(i -> i >= block.start() && i < block.end());
  }
}
