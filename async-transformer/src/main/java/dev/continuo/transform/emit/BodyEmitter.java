package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.find.Discards;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.find.SuspensionPointFinder.ReturnForm;
import dev.continuo.transform.plan.DispatchPlan;
import dev.continuo.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the body: the user's code with suspension points, in the original order, then the copies
 * of peeled loops, then the dispatches of loop headers.
 *
 * <pre>
 *   body(arguments, driver, frame):
 *     if (frame == null) goto start             // only where the body is called directly
 *     switch (frame.state) { k → resume_k, or the outermost loop header on the way to it }
 *   start:
 *     the user's code; a loop header that dispatches begins with   if (state != 0) goto dispatch
 *   copy:
 *     resume_k: the rest of a peeled loop's iteration, back to the loop's header
 *   dispatch:
 *     switch (state) { k → resume_k, or the next loop header inwards }
 * </pre>
 *
 * Invariant: every block that is a jump target states its frame, taken from the types of the
 * original code, so blocks can stand in any order.
 */
public final class BodyEmitter {

  private final MethodPlan plan;
  private final @Nullable String sourceFile;
  private final ControlFlow flow;
  private final CodeBuilder code = new CodeBuilder();
  private final Slots slots;
  private final FrameTypes frames;
  private final RangeTracker handlers;
  private final RangeTracker scopes;
  private final SiteEmitter sites;
  private final Map<Integer, SuspensionPoint> pointAt = new HashMap<>();
  private final Map<String, LabelNode> labels = new HashMap<>();
  private final Set<Integer> tracedHandlers = new HashSet<>();
  private final BitSet joins = new BitSet();
  private final BitSet[] scopesAt;
  private final FactoryReturns returns;

  private BodyEmitter(MethodPlan plan, @Nullable String sourceFile) {
    this.plan = plan;
    this.sourceFile = sourceFile;
    this.flow = plan.flow();
    int fixed = plan.names().passesFields() ? receiverSlots(plan) : plan.async().argumentSlots();
    this.slots = new Slots(fixed, !plan.dispatch().headers().isEmpty());
    this.frames = new FrameTypes(plan, slots);
    this.handlers = new RangeTracker(code, method().tryCatchBlocks.size());
    this.scopesAt = VariableScopes.at(method());
    this.returns = FactoryReturns.in(flow.nodes(), plan.async().kind());
    this.scopes =
        new RangeTracker(
            code, method().localVariables == null ? 0 : method().localVariables.size());
    this.sites = new SiteEmitter(plan, code, slots, frames);
    for (SuspensionPoint point : plan.points()) {
      pointAt.put(point.start(), point);
      tracedHandlers.addAll(flow.blockAt(point.index()).handlers());
    }
  }

  /**
   * Writes the body of a method.
   *
   * @param plan what was decided about it
   * @param sourceFile the file name of its source, if the class file tells
   * @return a method to add to the host
   */
  public static MethodNode emit(MethodPlan plan, @Nullable String sourceFile) {
    return new BodyEmitter(plan, sourceFile).emit();
  }

  private static int receiverSlots(MethodPlan plan) {
    return plan.async().isStatic() ? 0 : 1;
  }

  private MethodNode method() {
    return plan.async().node();
  }

  private MethodNode emit() {
    findJoins();
    prologue();
    for (Block block : flow.blocks()) {
      emitBlock(block, 0, block.start(), true);
    }
    for (int copy = 1; copy < plan.dispatch().copies().size(); copy++) {
      emitCopy(copy);
    }
    handlers.uncover();
    scopes.uncover();
    for (int header : plan.dispatch().headers()) {
      emitHeaderDispatch(header);
    }
    return assemble();
  }

  /** The blocks that need a frame: all that control reaches other than by falling into them. */
  private void findJoins() {
    for (Block block : flow.blocks()) {
      for (int successor : block.successors()) {
        if (!block.fallsThrough() || successor != block.index() + 1) {
          joins.set(successor);
        }
      }
      block.handlers().forEach(joins::set);
      for (int i = block.start(); i < block.end(); i++) {
        if (flow.nodes()[i] instanceof FrameNode) {
          joins.set(block.index());
        }
      }
    }
    for (DispatchPlan.Copy copy : plan.dispatch().copies()) {
      BitSet inside = copy.blocks();
      for (int b = inside.nextSetBit(0); b >= 0; b = inside.nextSetBit(b + 1)) {
        for (int edge : flow.blocks().get(b).edges()) {
          if (!copy.entered().get(edge)) {
            joins.set(edge);
          }
        }
      }
    }
  }

  // ---- entry

  private void prologue() {
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
      code.add(new org.objectweb.asm.tree.TableSwitchInsnNode(1, targets.length, start, targets));
      viaHeader.forEach((header, label) -> emitApproach(header, label, null));
    }
    code.label(start);
    if (!plan.points().isEmpty()) {
      code.frame(withoutState(frames.atEntry()), List.of());
    }
    if (slots.hasState()) {
      code.insn(Opcodes.ICONST_0).var(Opcodes.ISTORE, slots.state());
    }
    if (plan.names().passesFields()) {
      sites.loadArgumentsFromFields();
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
      return label("resume", point.state());
    }
    return viaHeader.computeIfAbsent(entry.through().get(passed), h -> new LabelNode());
  }

  /** Gives the variables of a loop header values of the right type and goes there. */
  private void emitApproach(int header, LabelNode label, @Nullable TypeState from) {
    TypeState state = stateAt(flow.blocks().get(header));
    code.label(label);
    if (from == null) {
      code.frame(frames.atEntry(), List.of());
    } else {
      code.frame(frames.locals(from, t -> creationLabel(t, 0)), List.of());
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
    code.jump(Opcodes.GOTO, blockLabel(header, 0));
  }

  private boolean isPassed(int slot, TypeState state) {
    return plan.spills().arguments().stream()
        .anyMatch(a -> a.slot() == slot && frames.isStillPassed(a, state));
  }

  /** Inside a loop that dispatches at its header: where to go on. */
  private void emitHeaderDispatch(int header) {
    TypeState state = stateAt(flow.blocks().get(header));
    code.label(label("dispatch", header));
    code.frame(
        frames.locals(state, t -> creationLabel(t, 0)),
        frames.stack(state, t -> creationLabel(t, 0)));
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
        new org.objectweb.asm.tree.LookupSwitchInsnNode(
            targets.get(0),
            keys.stream().mapToInt(Integer::intValue).toArray(),
            targets.toArray(new LabelNode[0])));
    viaHeader.forEach(
        (next, label) -> emitApproach(next, label, new TypeState(state.locals(), List.of())));
  }

  // ---- code

  private void emitCopy(int copy) {
    DispatchPlan.Copy region = plan.dispatch().copies().get(copy);
    BitSet blocks = region.blocks();
    for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
      Block block = flow.blocks().get(b);
      boolean whole = region.entered().get(b);
      emitBlock(block, copy, whole ? block.start() : firstPoint(block), whole);
      if (block.fallsThrough()
          && !returns.endsIn(block)
          && !(region.entered().get(b + 1) && blocks.get(b + 1))) {
        code.jump(Opcodes.GOTO, blockLabel(b + 1, copy));
      }
    }
  }

  private int firstPoint(Block block) {
    for (int i = block.start(); i < block.end(); i++) {
      if (pointAt.containsKey(i)) {
        return i;
      }
    }
    throw new IllegalStateException("copied block without entry: " + block);
  }

  private void emitBlock(Block block, int copy, int from, boolean isEntered) {
    if (returns.isAbsorbed(firstInstruction(block))) {
      return;
    }
    if (isEntered) {
      if (joins.get(block.index()) || copy > 0) {
        code.separateFrames();
      }
      coverFor(block.start(), copy);
      code.label(blockLabel(block.index(), copy));
      TypeState state = stateIfReached(block);
      if (state == null) {
        return;
      }
      if (joins.get(block.index()) || copy > 0) {
        code.frame(
            frames.locals(state, t -> creationLabel(t, copy)),
            frames.stack(state, t -> creationLabel(t, copy)));
      }
      if (copy == 0 && plan.dispatch().headers().contains(block.index())) {
        code.var(Opcodes.ILOAD, slots.state()).jump(Opcodes.IFNE, label("dispatch", block.index()));
      }
      if (tracedHandlers.contains(block.index())) {
        sites.caught();
      }
    }
    for (int i = from; i < block.end(); i++) {
      SuspensionPoint point = pointAt.get(i);
      if (point != null && plan.types().before(point.index()) != null) {
        emitSite(point, copy, isEntered || i > from);
        i = point.index();
      } else {
        coverFor(i, copy);
        emitNode(i, copy);
      }
    }
  }

  private void emitSite(SuspensionPoint point, int copy, boolean isReached) {
    boolean resumes = plan.dispatch().entries().get(point.state() - 1).copy() == copy;
    coverFor(point.index(), copy);
    sites.begin(point);
    if (isReached) {
      sites.call(flow.nodes(), t -> creationLabel(t, copy));
      handlers.uncover();
      sites.suspend(t -> creationLabel(t, copy));
    }
    if (resumes) {
      handlers.uncover();
      scopes.uncover();
      DispatchPlan.Entry entry = plan.dispatch().entries().get(point.state() - 1);
      List<Integer> through = entry.through();
      List<Object> locals =
          through.isEmpty()
              ? frames.atEntry()
              : frames.behind(stateAt(flow.blocks().get(through.get(through.size() - 1))));
      code.label(label("resume", point.state())).frame(locals, List.of());
      sites.restore(through.isEmpty());
      coverFor(point.index(), copy);
      sites.takeResult();
    }
    coverFor(point.index(), copy);
    sites.join(isReached, t -> creationLabel(t, copy));
  }

  private void coverFor(int index, int copy) {
    handlers.cover(flow.protectors(index), copy);
    scopes.cover(scopesAt[index], copy);
  }

  private void emitNode(int index, int copy) {
    AbstractInsnNode node = flow.nodes()[index];
    if (node instanceof LineNumberNode line) {
      code.add(new LineNumberNode(line.line, code.place()));
      return;
    }
    if (node.getOpcode() < 0) {
      return;
    }
    if (plan.types().before(index) == null || returns.isAbsorbed(index)) {
      return;
    }
    ReturnForm form = returns.formAt(index);
    if (node.getOpcode() == Opcodes.RETURN || form == ReturnForm.DONE) {
      code.insn(Opcodes.ACONST_NULL).insn(Opcodes.ARETURN);
    } else if (form == ReturnForm.VALUE) {
      code.insn(Opcodes.ARETURN);
    } else if (node.getOpcode() == Opcodes.POP && Discards.at(flow.nodes(), index)) {
      code.add(new LdcInsnNode(place(index)));
      code.invoke(
          Opcodes.INVOKESTATIC,
          RuntimeNames.LAUNCH,
          RuntimeNames.LAUNCH_DISCARDED,
          RuntimeNames.LAUNCH_DISCARDED_DESCRIPTOR);
    } else {
      emitClone(node, index, copy);
    }
  }

  private void emitClone(AbstractInsnNode node, int index, int copy) {
    Map<LabelNode, LabelNode> map = new HashMap<>();
    for (LabelNode target : ControlFlow.targets(node)) {
      map.put(target, blockLabel(flow.blockAt(target).index(), copy));
    }
    AbstractInsnNode clone = node.clone(map);
    if (clone instanceof VarInsnNode access) {
      access.var = slots.map(access.var);
    } else if (clone instanceof IincInsnNode increment) {
      increment.var = slots.map(increment.var);
    } else if (node.getOpcode() == Opcodes.NEW) {
      code.label(label("new" + copy, index));
    }
    code.add(clone);
  }

  private String place(int index) {
    int line = -1;
    for (int i = index; i >= 0 && line < 0; i--) {
      line = flow.nodes()[i] instanceof LineNumberNode number ? number.line : -1;
    }
    String host = plan.names().host().replace('/', '.');
    return new StackTraceElement(host, plan.names().method(), sourceFile, line).toString();
  }

  // ---- labels and types

  private LabelNode label(String kind, int number) {
    return labels.computeIfAbsent(kind + "#" + number, k -> new LabelNode());
  }

  private LabelNode creationLabel(VerificationType type, int copy) {
    return label("new" + copy, plan.types().creation(type));
  }

  /** The label of a block as seen from a copy: its own copy if there is one, else the original. */
  private LabelNode blockLabel(int block, int copy) {
    boolean own = copy > 0 && plan.dispatch().copies().get(copy).entered().get(block);
    return label("block" + (own ? copy : 0) + "_", block);
  }

  private TypeState stateAt(Block block) {
    TypeState state = stateIfReached(block);
    if (state == null) {
      throw new IllegalStateException("no types for block " + block);
    }
    return state;
  }

  private @Nullable TypeState stateIfReached(Block block) {
    int first = firstInstruction(block);
    return first < 0 ? null : plan.types().before(first);
  }

  private int firstInstruction(Block block) {
    for (int i = block.start(); i < block.end(); i++) {
      if (flow.nodes()[i].getOpcode() >= 0) {
        return i;
      }
    }
    return -1;
  }

  // ---- the method

  private MethodNode assemble() {
    int access = method().access & Opcodes.ACC_STRICT;
    access |= Opcodes.ACC_SYNTHETIC;
    if (plan.names().isInterface()) {
      access |= Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    } else {
      access |= Opcodes.ACC_FINAL | (plan.names().isBodyStatic() ? Opcodes.ACC_STATIC : 0);
    }
    MethodNode body =
        new MethodNode(
            Opcodes.ASM9, access, plan.names().body(), plan.names().bodyDescriptor(), null, null);
    body.instructions = code.list();
    LabelTables.fill(
        body,
        method(),
        handlers,
        scopes,
        slots,
        label -> flow.blockAt(label).index(),
        this::blockLabel);
    return body;
  }
}
