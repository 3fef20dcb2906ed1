package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.plan.DispatchPlan;
import dev.continuo.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Writes the jumps on the state: at the entry of the body, and inside of loops that dispatch at
 * their header (see {@link DispatchPlan}).
 *
 * <pre>
 *   entry:       switch (state) { k → resume_k | approach_h; default → start }
 *   approach_h:  variables of the header = placeholders of their types; goto h
 *   h:           if (state != 0) goto dispatch_h; …
 *   dispatch_h:  switch (state) { k → resume_k | approach of the next header inwards }
 * </pre>
 */
final class DispatchEmitter {

  private final MethodPlan plan;
  private final CodeBuilder code;
  private final Slots slots;
  private final FrameTypes frames;
  private final BodyLabels labels;

  DispatchEmitter(
      MethodPlan plan, CodeBuilder code, Slots slots, FrameTypes frames, BodyLabels labels) {
    this.plan = plan;
    this.code = code;
    this.slots = slots;
    this.frames = frames;
    this.labels = labels;
  }

  /** The entry of the body. */
  void prologue() {
    LabelNode start = new LabelNode();
    if (!plan.points().isEmpty()) {
      if (plan.mayEnterWithoutFrame()) {
        code.var(Opcodes.ALOAD, slots.frame()).jump(Opcodes.IFNULL, start);
      }
      code.var(Opcodes.ALOAD, slots.frame())
          .field(Opcodes.GETFIELD, RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, "I");
      if (slots.hasState()) {
        code.insn(Opcodes.DUP).var(Opcodes.ISTORE, slots.state());
      }
      Map<Integer, LabelNode> viaHeader = new HashMap<>();
      LabelNode[] targets =
          plan.points().stream().map(p -> entryTarget(p, 0, viaHeader)).toArray(LabelNode[]::new);
      code.add(new TableSwitchInsnNode(1, targets.length, start, targets));
      viaHeader.forEach((header, label) -> emitApproach(header, label, null));
    }
    code.label(start);
    if (!plan.points().isEmpty()) {
      code.frame(withoutState(frames.atEntry()), List.of());
    }
    if (slots.hasState()) {
      code.insn(Opcodes.ICONST_0).var(Opcodes.ISTORE, slots.state());
    }
  }

  private List<Object> withoutState(List<Object> locals) {
    return slots.hasState() ? locals.subList(0, locals.size() - 1) : locals;
  }

  /** Where to jump for a state after {@code passed} of its loop headers. */
  private LabelNode entryTarget(
      SuspensionPoint point, int passed, Map<Integer, LabelNode> viaHeader) {
    DispatchPlan.Entry entry = plan.dispatch().entries().get(point.state() - 1);
    if (passed == entry.through().size()) {
      return labels.label("resume", point.state());
    }
    return viaHeader.computeIfAbsent(entry.through().get(passed), h -> new LabelNode());
  }

  /** Gives the variables of a loop header values of the right type and goes there. */
  private void emitApproach(int header, LabelNode label, @Nullable TypeState from) {
    TypeState state = labels.stateAt(plan.flow().blocks().get(header));
    code.label(label);
    if (from == null) {
      code.frame(frames.atEntry(), List.of());
    } else {
      code.frame(frames.locals(from, t -> labels.creationLabel(t, 0)), List.of());
    }
    for (int slot = 0; slot < state.locals().size(); slot++) {
      VerificationType type = state.locals().get(slot);
      boolean kept =
          from == null
              ? isPassed(slot, state)
              : slot < from.locals().size() && from.local(slot).equals(type);
      if (type.kind() != VerificationType.Kind.TOP && !kept) {
        code.placeholder(type).store(type, slots.map(slot));
      }
    }
    state.stack().forEach(code::placeholder);
    code.jump(Opcodes.GOTO, labels.blockLabel(header, 0));
  }

  private boolean isPassed(int slot, TypeState state) {
    return plan.spills().arguments().stream()
        .anyMatch(a -> a.slot() == slot && frames.isStillPassed(a, state));
  }

  /** Inside a loop that dispatches at its header: where to go on. */
  void header(int header) {
    TypeState state = labels.stateAt(plan.flow().blocks().get(header));
    code.label(labels.label("dispatch", header));
    code.frame(
        frames.locals(state, t -> labels.creationLabel(t, 0)),
        frames.stack(state, t -> labels.creationLabel(t, 0)));
    for (int s = state.stack().size() - 1; s >= 0; s--) {
      code.pop(state.stack().get(s));
    }
    Map<Integer, LabelNode> viaHeader = new HashMap<>();
    List<Integer> keys = new ArrayList<>();
    List<LabelNode> targets = new ArrayList<>();
    for (SuspensionPoint point : plan.points()) {
      int position = plan.dispatch().entries().get(point.state() - 1).through().indexOf(header);
      if (position >= 0) {
        keys.add(point.state());
        targets.add(entryTarget(point, position + 1, viaHeader));
      }
    }
    code.var(Opcodes.ILOAD, slots.state());
    code.add(
        new LookupSwitchInsnNode(
            targets.get(0),
            keys.stream().mapToInt(Integer::intValue).toArray(),
            targets.toArray(new LabelNode[0])));
    viaHeader.forEach(
        (next, label) -> emitApproach(next, label, new TypeState(state.locals(), List.of())));
  }
}
