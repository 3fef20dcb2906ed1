package dev.continuo.transform.emit;

import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.plan.MethodPlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.LabelNode;

/**
 * The labels of a body, made when they are first asked for, and the types at the start of blocks.
 */
final class BodyLabels {

  private final MethodPlan plan;
  private final Map<String, LabelNode> labels = new HashMap<>();

  BodyLabels(MethodPlan plan) {
    this.plan = plan;
  }

  LabelNode label(String kind, int number) {
    return labels.computeIfAbsent(kind + "#" + number, k -> new LabelNode());
  }

  LabelNode creationLabel(VerificationType type, int copy) {
    return label("new" + copy, plan.types().creation(type));
  }

  /** The label of a block as seen from a copy: its own copy if there is one, else the original. */
  LabelNode blockLabel(int block, int copy) {
    boolean own = copy > 0 && plan.dispatch().copies().get(copy).entered().get(block);
    return label("block" + (own ? copy : 0) + "_", block);
  }

  TypeState stateAt(Block block) {
    return Objects.requireNonNull(stateIfReached(block), () -> "no types for block " + block);
  }

  @Nullable TypeState stateIfReached(Block block) {
    int first = firstInstruction(block);
    return first < 0 ? null : plan.types().before(first);
  }

  int firstInstruction(Block block) {
    for (int i = block.start(); i < block.end(); i++) {
      if (plan.flow().nodes()[i].getOpcode() >= 0) {
        return i;
      }
    }
    return -1;
  }
}
