package dev.continuo.transform.emit;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.plan.Argument;
import dev.continuo.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Replaces the code of the original method: it keeps its name, descriptor, signature, annotations
 * and parameter names, and makes the coroutine.
 *
 * <pre>
 *   Coroutine:          return new Frame(this, a)
 *   CompletableFuture:  return Launch.completable(new Frame(this, a))
 *   Generator:          return Launch.generator(new Frame(this, a))
 *   AsyncGenerator:     return Launch.asyncGenerator(new Frame(this, a))
 *   void:               Launch.background(new Frame(this, a))
 * </pre>
 *
 * It has no line numbers: a breakpoint at the first line belongs to the body alone, and a debugger
 * that steps into the call passes over the ramp.
 */
final class RampEmitter {

  private final MethodPlan plan;
  private final MethodNode ramp;
  private final CodeBuilder code = new CodeBuilder();

  private RampEmitter(MethodPlan plan, MethodNode ramp) {
    this.plan = plan;
    this.ramp = ramp;
  }

  static void emit(MethodPlan plan, MethodNode ramp) {
    new RampEmitter(plan, ramp).emit();
  }

  private void emit() {
    LabelNode start = code.place();
    makeFrame();
    switch (plan.async().kind()) {
      case COROUTINE -> {
        // the frame itself
      }
      case COMPLETABLE ->
          launch(RuntimeNames.LAUNCH_COMPLETABLE, RuntimeNames.LAUNCH_COMPLETABLE_DESCRIPTOR);
      case GENERATOR ->
          launch(RuntimeNames.LAUNCH_GENERATOR, RuntimeNames.LAUNCH_GENERATOR_DESCRIPTOR);
      case ASYNC_GENERATOR ->
          launch(
              RuntimeNames.LAUNCH_ASYNC_GENERATOR, RuntimeNames.LAUNCH_ASYNC_GENERATOR_DESCRIPTOR);
      case VOID ->
          launch(RuntimeNames.LAUNCH_BACKGROUND, RuntimeNames.LAUNCH_BACKGROUND_DESCRIPTOR);
    }
    code.insn(plan.async().kind() == ReturnKind.VOID ? Opcodes.RETURN : Opcodes.ARETURN);
    LabelNode end = code.place();
    ramp.instructions = code.list();
    ramp.tryCatchBlocks = new ArrayList<>();
    ramp.visibleLocalVariableAnnotations = null;
    ramp.invisibleLocalVariableAnnotations = null;
    ramp.localVariables = parameters(start, end);
    ramp.maxLocals = 0;
    ramp.maxStack = 0;
  }

  private void makeFrame() {
    String frameClass = plan.names().frameClass();
    code.type(Opcodes.NEW, frameClass).insn(Opcodes.DUP);
    if (plan.names().passesFields()) {
      code.invoke(Opcodes.INVOKESPECIAL, frameClass, "<init>", "()V");
      for (Argument argument : plan.spills().arguments()) {
        code.insn(Opcodes.DUP)
            .var(argument.type().getOpcode(Opcodes.ILOAD), argument.slot())
            .field(
                Opcodes.PUTFIELD,
                frameClass,
                argument.field().name(),
                argument.field().descriptor());
      }
    } else {
      code.loadArguments(plan.async().isStatic(), ramp.desc)
          .invoke(
              Opcodes.INVOKESPECIAL,
              frameClass,
              "<init>",
              FrameClassEmitter.constructorDescriptor(plan));
    }
  }

  private void launch(String name, String descriptor) {
    code.invoke(Opcodes.INVOKESTATIC, RuntimeNames.LAUNCH, name, descriptor);
  }

  /** The variables that are in scope at the start of the method are its parameters. */
  private List<LocalVariableNode> parameters(LabelNode start, LabelNode end) {
    List<LocalVariableNode> parameters = new ArrayList<>();
    for (LocalVariableNode variable : ramp.localVariables) {
      boolean isParameter =
          plan.spills().arguments().stream().anyMatch(a -> a.slot() == variable.index);
      boolean isNew = parameters.stream().noneMatch(p -> p.index == variable.index);
      if (isParameter && isNew) {
        parameters.add(
            new LocalVariableNode(
                variable.name, variable.desc, variable.signature, start, end, variable.index));
      }
    }
    return parameters;
  }
}
