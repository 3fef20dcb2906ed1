package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.find.BuiltIns;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.plan.Argument;
import dev.continuo.transform.plan.CoroutineNames;
import dev.continuo.transform.plan.FrameField;
import dev.continuo.transform.plan.MethodPlan;
import dev.continuo.transform.plan.Spill;
import dev.continuo.transform.plan.StatePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Writes one suspension point. Call order: {@link #begin}, then {@link #call} and {@link #suspend}
 * where the point is reached from the code before it, {@link #restore} and {@link #takeResult}
 * where it is resumed, and {@link #join}.
 *
 * <pre>
 *   call:       …, x  ⇒  …, r                 see dev.continuo.coroutine.Await
 *               if (r != SUSPENDED) goto join
 *   suspend:    if (frame == null) frame = new Frame(arguments)
 *               frame.fields = stack and locals that live on; dead reference fields = null
 *               driver.suspended(frame, k); return SUSPENDED      — outside of the handlers: throws nothing
 *   restore:    resume_k: locals and stack = frame.fields        — outside of the handlers, too: their
 *   takeResult: r = driver.result()                                 variables are not there before the end
 *   join:       …, r
 * </pre>
 *
 * <p>The file is long because the parts of a suspension point must agree about fields and types;
 * they share nothing with other sites.
 */
final class SiteEmitter {

  private static final VerificationType OBJECT = VerificationType.object("java/lang/Object");

  private final MethodPlan plan;
  private final CodeBuilder code;
  private final Slots slots;
  private final FrameTypes frames;
  private final Map<Integer, Argument> argumentAt = new HashMap<>();
  private StatePlan state;
  private LabelNode join = new LabelNode();

  SiteEmitter(MethodPlan plan, CodeBuilder code, Slots slots, FrameTypes frames) {
    this.plan = plan;
    this.code = code;
    this.slots = slots;
    this.frames = frames;
    this.state = plan.spills().states().isEmpty() ? NONE : plan.spills().states().get(0);
    plan.spills().arguments().forEach(a -> argumentAt.put(a.slot(), a));
  }

  private static final StatePlan NONE =
      new StatePlan(
          new SuspensionPoint(0, SuspensionPoint.Kind.AWAIT, 0, 0, 0, -1),
          new TypeState(List.of(), List.of()),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  void begin(SuspensionPoint point) {
    state = plan.spills().states().get(point.state() - 1);
    join = new LabelNode();
  }

  // ---- the call

  void call(AbstractInsnNode[] nodes, Function<VerificationType, LabelNode> creation) {
    switch (state.point().kind()) {
      case AWAIT -> {
        if (state.point().operands() == 2) {
          code.insn(Opcodes.POP);
        }
        callAwaited(RuntimeNames.AWAIT_BEGIN, creation);
      }
      case TAIL -> callAwaited(RuntimeNames.AWAIT_TAIL, creation);
      case EMIT -> {
        return; // there is nothing to call, and no way but to suspend
      }
      case DIRECT -> callBody((MethodInsnNode) nodes[state.point().start()], creation);
      case BUILT_IN -> {
        code.var(Opcodes.ALOAD, slots.driver());
        code.add(BuiltIns.awaiting((MethodInsnNode) nodes[state.point().start()]));
      }
    }
    code.insn(Opcodes.DUP);
    sentinel(RuntimeNames.DRIVER_SUSPENDED).jump(Opcodes.IF_ACMPNE, join).insn(Opcodes.POP);
  }

  /** The way of something complete is one comparison; see {@code Await}. */
  private void callAwaited(String entry, Function<VerificationType, LabelNode> creation) {
    LabelNode signal = new LabelNode();
    LabelNode suspended = new LabelNode();
    LabelNode test = new LabelNode();
    code.insn(Opcodes.DUP)
        .var(Opcodes.ALOAD, slots.driver())
        .invoke(
            Opcodes.INVOKESTATIC,
            RuntimeNames.AWAIT_CLASS,
            entry,
            RuntimeNames.AWAIT_BEGIN_DESCRIPTOR)
        .insn(Opcodes.DUP)
        .type(Opcodes.INSTANCEOF, RuntimeNames.SENTINEL)
        .jump(Opcodes.IFNE, signal)
        .insn(Opcodes.SWAP)
        .insn(Opcodes.POP)
        .jump(Opcodes.GOTO, join)
        .label(signal);
    frame(state.base().pushing(OBJECT).pushing(OBJECT), creation);
    code.insn(Opcodes.DUP);
    sentinel(RuntimeNames.DRIVER_CALL)
        .jump(Opcodes.IF_ACMPNE, suspended)
        .insn(Opcodes.POP)
        .var(Opcodes.ALOAD, slots.driver())
        .invoke(
            Opcodes.INVOKESTATIC,
            RuntimeNames.AWAIT_CLASS,
            RuntimeNames.AWAIT_CALLEE,
            RuntimeNames.AWAIT_CALLEE_DESCRIPTOR)
        .var(Opcodes.ALOAD, slots.driver())
        .invoke(
            Opcodes.INVOKEVIRTUAL,
            RuntimeNames.FRAME,
            RuntimeNames.FRAME_RESUME,
            RuntimeNames.RESUME_DESCRIPTOR);
    leave();
    code.jump(Opcodes.GOTO, test).label(suspended);
    frame(state.base().pushing(OBJECT).pushing(OBJECT), creation);
    code.insn(Opcodes.SWAP).insn(Opcodes.POP).label(test);
    frame(state.base().pushing(OBJECT), creation);
  }

  private CodeBuilder sentinel(String name) {
    return code.field(Opcodes.GETSTATIC, RuntimeNames.DRIVER, name, "Ljava/lang/Object;");
  }

  private void callBody(MethodInsnNode call, Function<VerificationType, LabelNode> creation) {
    CoroutineNames callee = Objects.requireNonNull(plan.callees().get(call.name + call.desc));
    LabelNode deep = new LabelNode();
    LabelNode test = new LabelNode();
    code.var(Opcodes.ALOAD, slots.driver())
        .invoke(Opcodes.INVOKEVIRTUAL, RuntimeNames.DRIVER, RuntimeNames.DRIVER_DESCEND, "()I")
        .insn(Opcodes.DUP)
        .var(Opcodes.ISTORE, slots.depth())
        .jump(Opcodes.IFLT, deep)
        .var(Opcodes.ALOAD, slots.driver())
        .insn(Opcodes.ACONST_NULL);
    code.add(
        new MethodInsnNode(
            callee.isBodyStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL,
            callee.host(),
            callee.body(),
            callee.bodyDescriptor(),
            callee.isInterface()));
    code.var(Opcodes.ALOAD, slots.driver())
        .var(Opcodes.ILOAD, slots.depth())
        .invoke(Opcodes.INVOKEVIRTUAL, RuntimeNames.DRIVER, RuntimeNames.DRIVER_ASCEND, "(I)V")
        .jump(Opcodes.GOTO, test)
        .label(deep);
    TypeState before = Objects.requireNonNull(plan.types().before(state.point().start()));
    frame(before, creation);
    code.add(call.clone(Map.of()))
        .var(Opcodes.ALOAD, slots.driver())
        .invoke(
            Opcodes.INVOKESTATIC,
            RuntimeNames.AWAIT_CLASS,
            RuntimeNames.AWAIT_DEFER,
            RuntimeNames.AWAIT_DEFER_DESCRIPTOR)
        .label(test);
    frame(state.base().pushing(OBJECT), creation);
  }

  private void leave() {
    code.var(Opcodes.ALOAD, slots.driver())
        .invoke(Opcodes.INVOKEVIRTUAL, RuntimeNames.DRIVER, RuntimeNames.DRIVER_LEAVE, "()V");
  }

  // ---- suspension

  void suspend(Function<VerificationType, LabelNode> creation) {
    if (state.point().kind() == SuspensionPoint.Kind.EMIT) {
      emit();
      return;
    }
    if (plan.mayEnterWithoutFrame()) {
      makeFrame(creation);
    }
    saveStack();
    saveLocals();
    code.var(Opcodes.ALOAD, slots.driver())
        .var(Opcodes.ALOAD, slots.frame())
        .constant(state.point().state())
        .invoke(
            Opcodes.INVOKEVIRTUAL,
            RuntimeNames.DRIVER,
            RuntimeNames.DRIVER_RECORD,
            RuntimeNames.DRIVER_RECORD_DESCRIPTOR);
    sentinel(RuntimeNames.DRIVER_SUSPENDED).insn(Opcodes.ARETURN);
  }

  /** …, x ⇒ spills the rest, sets the state, and returns x: see GeneratorFrame. */
  private void emit() {
    boolean isHeld = !base().stack().isEmpty(); // x is on top of what is to be saved
    if (isHeld) {
      code.var(Opcodes.ALOAD, slots.driver())
          .insn(Opcodes.SWAP)
          .invoke(
              Opcodes.INVOKEVIRTUAL,
              RuntimeNames.DRIVER,
              RuntimeNames.DRIVER_HOLD,
              "(Ljava/lang/Object;)V");
      saveStack();
    }
    saveLocals();
    code.var(Opcodes.ALOAD, slots.frame())
        .constant(state.point().state())
        .field(Opcodes.PUTFIELD, RuntimeNames.FRAME, RuntimeNames.FRAME_STATE, "I");
    if (isHeld) {
      code.var(Opcodes.ALOAD, slots.driver())
          .invoke(
              Opcodes.INVOKEVIRTUAL,
              RuntimeNames.DRIVER,
              RuntimeNames.DRIVER_HELD,
              "()Ljava/lang/Object;");
    }
    code.insn(Opcodes.ARETURN);
  }

  private void saveLocals() {
    for (Spill spill : state.locals()) {
      if (!spill.isArgument() || mayHaveChanged(spill)) {
        code.var(Opcodes.ALOAD, slots.frame()).load(spill.type(), slots.map(spill.position()));
        putField(spill.field());
      }
    }
    for (FrameField field : state.cleared()) {
      code.var(Opcodes.ALOAD, slots.frame()).insn(Opcodes.ACONST_NULL);
      putField(field);
    }
  }

  private boolean mayHaveChanged(Spill spill) {
    return Objects.requireNonNull(argumentAt.get(spill.position())).isReassigned();
  }

  /** The frame is made at the first real suspension, with the arguments that live on. */
  private void makeFrame(Function<VerificationType, LabelNode> creation) {
    LabelNode have = new LabelNode();
    code.var(Opcodes.ALOAD, slots.frame())
        .jump(Opcodes.IFNONNULL, have)
        .type(Opcodes.NEW, plan.names().frameClass())
        .insn(Opcodes.DUP);
    for (Argument argument : plan.spills().arguments()) {
      VerificationType type = VerificationType.of(argument.type());
      boolean isReceiver = argument.isReceiver();
      boolean isKept =
          isReceiver
              || state.locals().stream()
                  .anyMatch(s -> s.isArgument() && s.position() == argument.slot());
      if (isKept) {
        code.load(type, argument.slot());
      } else {
        code.placeholder(type);
      }
    }
    code.invoke(
            Opcodes.INVOKESPECIAL,
            plan.names().frameClass(),
            "<init>",
            FrameClassEmitter.constructorDescriptor(plan))
        .var(Opcodes.ASTORE, slots.frame())
        .label(have);
    frame(base(), creation);
  }

  private TypeState base() {
    return state.base();
  }

  private void saveStack() {
    List<VerificationType> stack = base().stack();
    for (int position = stack.size() - 1; position >= 0; position--) {
      VerificationType type = stack.get(position);
      FrameField field = stackField(position);
      if (field == null) {
        code.pop(type);
        continue;
      }
      code.var(Opcodes.ALOAD, slots.frame());
      if (type.isWide()) {
        code.insn(Opcodes.DUP_X2).insn(Opcodes.POP);
      } else {
        code.insn(Opcodes.SWAP);
      }
      putField(field);
    }
  }

  private @org.jspecify.annotations.Nullable FrameField stackField(int position) {
    for (Spill spill : state.stack()) {
      if (spill.position() == position) {
        return spill.field();
      }
    }
    return null;
  }

  // ---- resumption

  /**
   * Gives every local and stack entry of the suspension point its value, or a placeholder if it is
   * dead: the frames of the code that follows still mention its type.
   *
   * @param isDirect whether the arguments are in their slots
   */
  void restore(boolean isDirect) {
    Map<Integer, Spill> kept = new HashMap<>();
    state.locals().forEach(s -> kept.put(s.position(), s));
    List<VerificationType> locals = base().locals();
    for (int slot = 0; slot < locals.size(); slot++) {
      VerificationType type = locals.get(slot);
      Argument argument = argumentAt.get(slot);
      Spill spill = kept.get(slot);
      boolean isPassed =
          argument != null
              && slot < slots.fixed()
              && VerificationType.of(argument.type()).equals(type);
      if (type.kind() == VerificationType.Kind.TOP || isReceiver(argument, type)) {
        continue;
      }
      if (spill != null && !(spill.isArgument() && isPassed && isDirect)) {
        getField(spill.field());
        code.store(type, slots.map(slot));
      } else if (spill == null && !(isPassed && isDirect)) {
        code.placeholder(type).store(type, slots.map(slot));
      }
    }
    for (int position = 0; position < base().stack().size(); position++) {
      FrameField field = stackField(position);
      if (field == null) {
        code.placeholder(base().stack().get(position));
      } else {
        getField(field);
      }
    }
    if (slots.hasState()) {
      code.insn(Opcodes.ICONST_0).var(Opcodes.ISTORE, slots.state());
    }
  }

  /** The receiver is passed to the body on every entry and stays in its slot. */
  private boolean isReceiver(
      @org.jspecify.annotations.Nullable Argument argument, VerificationType type) {
    return argument != null
        && argument.isReceiver()
        && !argument.isReassigned()
        && VerificationType.of(argument.type()).equals(type);
  }

  void takeResult() {
    code.var(Opcodes.ALOAD, slots.driver())
        .invoke(
            Opcodes.INVOKEVIRTUAL,
            RuntimeNames.DRIVER,
            RuntimeNames.DRIVER_RESULT,
            "()Ljava/lang/Object;");
  }

  /**
   * Where the fast path and the resumed path meet.
   *
   * @param isReached whether there is a fast path
   * @param creation gives the labels of {@code new} instructions
   */
  void join(boolean isReached, Function<VerificationType, LabelNode> creation) {
    code.label(join);
    if (isReached) {
      frame(base().pushing(OBJECT), creation);
    }
    if (state.point().kind() == SuspensionPoint.Kind.TAIL) {
      code.insn(Opcodes.ARETURN);
    }
  }

  /** At the start of a handler around a suspension point. */
  void caught() {
    code.insn(Opcodes.DUP)
        .var(Opcodes.ALOAD, slots.driver())
        .invoke(
            Opcodes.INVOKESTATIC,
            RuntimeNames.AWAIT_CLASS,
            RuntimeNames.AWAIT_CAUGHT,
            RuntimeNames.AWAIT_CAUGHT_DESCRIPTOR);
  }

  /** At the start of a body that is passed only driver and frame. */
  void loadArgumentsFromFields() {
    for (Argument argument : plan.spills().arguments()) {
      if (argument.slot() >= slots.fixed()) {
        getField(argument.field());
        code.store(VerificationType.of(argument.type()), slots.map(argument.slot()));
      }
    }
  }

  private void frame(TypeState types, Function<VerificationType, LabelNode> creation) {
    code.frame(frames.locals(types, creation), frames.stack(types, creation));
  }

  private void getField(FrameField field) {
    code.var(Opcodes.ALOAD, slots.frame())
        .field(Opcodes.GETFIELD, plan.names().frameClass(), field.name(), field.descriptor());
  }

  private void putField(FrameField field) {
    code.field(Opcodes.PUTFIELD, plan.names().frameClass(), field.name(), field.descriptor());
  }
}
