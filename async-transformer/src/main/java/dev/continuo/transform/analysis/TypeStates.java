package dev.continuo.transform.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The verifier's types before every instruction, read off the class file's own stack map frames:
 * each frame states the types where control flow merges, and between frames they follow from the
 * instructions (verification by type checking, JVMS 4.10.1). So nothing is ever merged here and no
 * class hierarchy is asked, even when a type is missing at build time.
 */
public final class TypeStates {

  private final @Nullable TypeState[] before;
  private final Map<Label, Integer> creations;

  private TypeStates(@Nullable TypeState[] before, Map<Label, Integer> creations) {
    this.before = before;
    this.creations = creations;
  }

  /**
   * Computes the types of a method.
   *
   * @param owner internal name of its class
   * @param method a method with expanded frames
   * @return the types
   */
  public static TypeStates of(String owner, MethodNode method) {
    var tracker = new TypeTracker(owner, method);
    int count = method.instructions.size();
    var before = new @Nullable TypeState[count];
    Map<Label, Integer> creations = new HashMap<>();
    List<Label> pending = new ArrayList<>();
    AbstractInsnNode[] nodes = method.instructions.toArray();
    for (int i = 0; i < count; i++) {
      AbstractInsnNode node = nodes[i];
      if (node instanceof LabelNode label) {
        pending.add(label.getLabel());
      }
      if (node.getOpcode() >= 0) {
        before[i] = tracker.snapshot();
      }
      node.accept(tracker);
      if (node.getOpcode() == Opcodes.NEW) {
        for (Label label : pending) {
          creations.put(label, i);
        }
        if (tracker.top() instanceof Label label) {
          creations.put(label, i);
        }
      }
      if (node.getOpcode() >= 0) {
        pending.clear();
      }
    }
    return new TypeStates(before, creations);
  }

  /**
   * The types before an instruction.
   *
   * @param index of a real instruction
   * @return the types, or null if the instruction cannot be reached
   */
  public @Nullable TypeState before(int index) {
    return before[index];
  }

  /**
   * The {@code new} instruction of an uninitialised type.
   *
   * @param type an uninitialised type
   * @return the index of the instruction
   * @throws NullPointerException if there is none
   */
  public int creation(VerificationType type) {
    return Objects.requireNonNull(
        creations.get(type.creation()), () -> "no new instruction for " + type);
  }
}
