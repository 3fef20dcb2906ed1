package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.plan.Argument;
import dev.continuo.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;

/** Turns the types of the original code into stack map frames of the body. */
final class FrameTypes {

  private final MethodPlan plan;
  private final Slots slots;

  FrameTypes(MethodPlan plan, Slots slots) {
    this.plan = plan;
    this.slots = slots;
  }

  /**
   * The locals of a place in the user's code.
   *
   * @param creationLabel gives the label of a {@code new} instruction in the copy at hand
   */
  List<Object> locals(TypeState state, Function<VerificationType, LabelNode> creationLabel) {
    int count = Math.max(state.locals().size(), slots.fixed());
    Object[] bySlot = new Object[count + slots.inserted()];
    Arrays.fill(bySlot, Opcodes.TOP);
    for (int slot = 0; slot < state.locals().size(); slot++) {
      bySlot[slots.map(slot)] = element(state.locals().get(slot), creationLabel);
    }
    addInserted(bySlot);
    return CodeBuilder.compact(bySlot);
  }

  List<Object> stack(TypeState state, Function<VerificationType, LabelNode> creationLabel) {
    List<Object> stack = new ArrayList<>();
    state.stack().forEach(t -> stack.add(element(t, creationLabel)));
    return stack;
  }

  /** The locals at the entry of the body and where a resume arrives directly. */
  List<Object> atEntry() {
    Object[] bySlot = new Object[slots.fixed() + slots.inserted()];
    Arrays.fill(bySlot, Opcodes.TOP);
    for (Argument argument : plan.spills().arguments()) {
      if (argument.slot() < slots.fixed()) {
        bySlot[argument.slot()] = VerificationType.of(argument.type()).toAsm();
      }
    }
    addInserted(bySlot);
    return CodeBuilder.compact(bySlot);
  }

  /** The locals where a resume arrives that came through a loop header with these types. */
  List<Object> behind(TypeState header) {
    Object[] bySlot = new Object[slots.fixed() + slots.inserted()];
    Arrays.fill(bySlot, Opcodes.TOP);
    for (Argument argument : plan.spills().arguments()) {
      if (isStillPassed(argument, header)) {
        bySlot[argument.slot()] = VerificationType.of(argument.type()).toAsm();
      }
    }
    addInserted(bySlot);
    return CodeBuilder.compact(bySlot);
  }

  /** Whether the slot of an argument has its declared type in a state. */
  boolean isStillPassed(Argument argument, TypeState state) {
    return argument.slot() < slots.fixed()
        && state.local(argument.slot()).equals(VerificationType.of(argument.type()));
  }

  private void addInserted(Object[] bySlot) {
    bySlot[slots.driver()] = RuntimeNames.DRIVER;
    bySlot[slots.frame()] = plan.names().frameClass();
    if (slots.hasState()) {
      bySlot[slots.state()] = Opcodes.INTEGER;
    }
  }

  private static Object element(
      VerificationType type, Function<VerificationType, LabelNode> creationLabel) {
    return type.isUninitialized() ? creationLabel.apply(type) : type.toAsm();
  }
}
