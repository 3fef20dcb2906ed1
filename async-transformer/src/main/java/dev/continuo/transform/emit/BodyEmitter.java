package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.ControlFlow.Block;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.find.Discards;
import dev.continuo.transform.find.ReturnForm;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.plan.DispatchPlan;
import dev.continuo.transform.plan.MethodPlan;
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
  private final BodyLabels labels;
  private final Set<Integer> tracedHandlers = new HashSet<>();
  private final BitSet joins = new BitSet();
  private final BitSet[] scopesAt;
  private final FactoryReturns returns;
  private final int[] lines;
  private int currentLine = -1;

  private BodyEmitter(MethodPlan plan, @Nullable String sourceFile) {
    this.plan = plan;
    this.sourceFile = sourceFile;
    this.flow = plan.flow();
    int fixed = plan.names().passesFields() ? receiverSlots(plan) : plan.async().argumentSlots();
    this.slots = new Slots(fixed, !plan.dispatch().headers().isEmpty(), method().maxLocals);
    this.frames = new FrameTypes(plan, slots);
    this.labels = new BodyLabels(plan);
    this.handlers = new RangeTracker(code, method().tryCatchBlocks.size());
    this.scopesAt = VariableScopes.at(plan);
    this.returns = FactoryReturns.in(flow.nodes(), plan.async().kind());
    this.lines = lines(flow.nodes());
    this.scopes = new RangeTracker(code, method().localVariables.size());
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

  /** The line that each node belongs to. */
  private static int[] lines(AbstractInsnNode[] nodes) {
    int[] lines = new int[nodes.length];
    int current = -1;
    for (int i = 0; i < nodes.length; i++) {
      current = nodes[i] instanceof LineNumberNode number ? number.line : current;
      lines[i] = current;
    }
    return lines;
  }

  private static int receiverSlots(MethodPlan plan) {
    return plan.async().isStatic() ? 0 : 1;
  }

  private MethodNode method() {
    return plan.async().node();
  }

  private MethodNode emit() {
    findJoins();
    var dispatch = new DispatchEmitter(plan, code, slots, frames, labels);
    dispatch.prologue();
    if (plan.names().passesFields()) {
      sites.loadArgumentsFromFields();
    }
    for (Block block : flow.blocks()) {
      emitBlock(block, 0, block.start(), true);
    }
    for (int copy = 1; copy < plan.dispatch().copies().size(); copy++) {
      emitCopy(copy);
    }
    handlers.uncover();
    scopes.uncover();
    for (int header : plan.dispatch().headers()) {
      dispatch.header(header);
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
        code.jump(Opcodes.GOTO, labels.blockLabel(b + 1, copy));
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
    if (returns.isAbsorbed(labels.firstInstruction(block))) {
      return;
    }
    int written = -1;
    if (isEntered) {
      restoreLine(block, copy);
      if (joins.get(block.index()) || copy > 0) {
        code.separateFrames();
      }
      coverFor(block.start(), copy);
      code.label(labels.blockLabel(block.index(), copy));
      TypeState state = labels.stateIfReached(block);
      if (state == null) {
        return;
      }
      if (joins.get(block.index()) || copy > 0) {
        code.frame(
            frames.locals(state, t -> labels.creationLabel(t, copy)),
            frames.stack(state, t -> labels.creationLabel(t, copy)));
      }
      if (copy == 0 && plan.dispatch().headers().contains(block.index())) {
        code.var(Opcodes.ILOAD, slots.state())
            .jump(Opcodes.IFNE, labels.label("dispatch", block.index()));
      }
      if (tracedHandlers.contains(block.index())) {
        written = firstLine(block);
        if (written >= 0) {
          emitNode(written, copy); // before the code that is put in front of the handler
        }
        sites.caught();
      }
    }
    for (int i = from; i < block.end(); i++) {
      if (i == written) {
        continue;
      }
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

  /** The line number that a block states before its first instruction, or -1. */
  private int firstLine(Block block) {
    for (int i = block.start(); i < block.end() && flow.nodes()[i].getOpcode() < 0; i++) {
      if (flow.nodes()[i] instanceof LineNumberNode) {
        return i;
      }
    }
    return -1;
  }

  /** A block that is out of the original order must not belong to the line that precedes it. */
  private void restoreLine(Block block, int copy) {
    TypeState state = labels.stateIfReached(block);
    if (copy > 0 && block.start() > 0 && firstLine(block) < 0 && state != null) {
      startLine(
          lines[block.start()],
          frames.locals(state, t -> labels.creationLabel(t, copy)),
          frames.stack(state, t -> labels.creationLabel(t, copy)));
    }
  }

  /**
   * What follows belongs to this line. The entry of the line table stands at an instruction that
   * never runs, as the code before does not fall through: a breakpoint at the line is not hit
   * because of a resume.
   */
  private void startLine(int line, List<Object> locals, List<Object> stack) {
    if (line >= 0 && line != currentLine) {
      handlers.uncover();
      scopes.uncover();
      code.separateFrames();
      code.add(new LineNumberNode(line, code.place()));
      code.frame(locals, stack).insn(Opcodes.NOP);
      currentLine = line;
    }
  }

  private void emitSite(SuspensionPoint point, int copy, boolean isReached) {
    boolean resumes = plan.dispatch().entries().get(point.state() - 1).copy() == copy;
    coverFor(point.index(), copy);
    sites.begin(point);
    if (isReached) {
      if (point.start() != point.index() && lines[point.index()] != currentLine) {
        // The call stands where the operand was, and belongs to the line of the await: there a
        // failure is reported that comes after a suspension, too.
        emitLine(lines[point.index()]);
      }
      sites.call(flow.nodes(), t -> labels.creationLabel(t, copy));
      handlers.uncover();
      sites.suspend(t -> labels.creationLabel(t, copy));
    }
    if (resumes) {
      handlers.uncover();
      scopes.uncover();
      DispatchPlan.Entry entry = plan.dispatch().entries().get(point.state() - 1);
      List<Integer> through = entry.through();
      List<Object> locals =
          through.isEmpty()
              ? frames.atEntry()
              : frames.behind(labels.stateAt(flow.blocks().get(through.get(through.size() - 1))));
      startLine(lines[point.index()], locals, List.of());
      code.label(labels.label("resume", point.state())).frame(locals, List.of());
      sites.restore(through.isEmpty());
      coverFor(point.index(), copy);
      sites.takeResult();
    }
    coverFor(point.index(), copy);
    sites.join(isReached, t -> labels.creationLabel(t, copy));
  }

  private void emitLine(int line) {
    if (line >= 0) {
      code.add(new LineNumberNode(line, code.place()));
      currentLine = line;
    }
  }

  private void coverFor(int index, int copy) {
    handlers.cover(flow.protectors(index), copy);
    scopes.cover(scopesAt[index], copy);
  }

  private void emitNode(int index, int copy) {
    AbstractInsnNode node = flow.nodes()[index];
    if (node instanceof LineNumberNode line) {
      emitLine(line.line);
      return;
    }
    if (node.getOpcode() < 0) {
      return;
    }
    if (plan.types().before(index) == null || returns.isAbsorbed(index)) {
      return;
    }
    ReturnForm form = returns.formAt(index);
    boolean isEnd = node.getOpcode() == Opcodes.ARETURN || form == ReturnForm.DONE;
    if (plan.async().kind().isGenerator() && isEnd) {
      if (form == null) {
        code.insn(Opcodes.POP); // null: see GeneratorReturns
      }
      code.field(
              Opcodes.GETSTATIC,
              RuntimeNames.DRIVER,
              RuntimeNames.DRIVER_ENDED,
              "Ljava/lang/Object;")
          .insn(Opcodes.ARETURN);
    } else if (node.getOpcode() == Opcodes.RETURN || form == ReturnForm.DONE) {
      code.insn(Opcodes.ACONST_NULL).insn(Opcodes.ARETURN);
    } else if (form == ReturnForm.VALUE) {
      code.insn(Opcodes.ARETURN);
    } else if (node.getOpcode() == Opcodes.POP && Discards.ofCoroutine(flow.nodes(), index)) {
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
      map.put(target, labels.blockLabel(flow.blockAt(target).index(), copy));
    }
    AbstractInsnNode clone = node.clone(map);
    if (clone instanceof VarInsnNode access) {
      access.var = slots.map(access.var);
    } else if (clone instanceof IincInsnNode increment) {
      increment.var = slots.map(increment.var);
    } else if (node.getOpcode() == Opcodes.NEW) {
      code.label(labels.label("new" + copy, index));
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
        labels::blockLabel);
    return body;
  }
}
