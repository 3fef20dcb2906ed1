package dev.continuo.transform.verify;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.TypeTracker;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.classfile.Hierarchy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Verification by type checking (JVMS 4.10.1) of one method: from the types at each instruction,
 * every jump, fall-through and exception must arrive at a frame that they fit, and every call,
 * store and return must be given what it declares.
 */
final class FrameVerifier {

  private final String owner;
  private final MethodNode method;
  private final AbstractInsnNode[] nodes;
  private final Assignability rules;
  private final Map<LabelNode, TypeState> frameAt = new HashMap<>();

  FrameVerifier(String owner, MethodNode method, Hierarchy hierarchy) {
    this.owner = owner;
    this.method = method;
    this.nodes = method.instructions.toArray();
    this.rules = new Assignability(hierarchy);
  }

  /**
   * Checks the method.
   *
   * @throws IllegalStateException naming the instruction and the rule that it breaks
   */
  void verify() {
    readFrames();
    ControlFlow flow = ControlFlow.of(method);
    var tracker = new TypeTracker(owner, method);
    for (int i = 0; i < nodes.length; i++) {
      AbstractInsnNode node = nodes[i];
      TypeState before = tracker.snapshot();
      if (node instanceof FrameNode) {
        node.accept(tracker);
        TypeState stated = tracker.snapshot();
        if (before != null && stated != null) {
          require(rules.isAssignable(before, stated), i, "falls into frame", before, stated);
        }
        continue;
      }
      if (node.getOpcode() < 0) {
        node.accept(tracker);
        continue;
      }
      if (before == null) {
        throw new IllegalStateException("instruction " + i + " is not reached by any frame");
      }
      checkHandlers(flow, i, before);
      checkOperands(i, before);
      node.accept(tracker);
      checkJumps(i, before, tracker.snapshot());
    }
    if (tracker.snapshot() != null) {
      throw new IllegalStateException("control runs off the end of the code");
    }
  }

  private void readFrames() {
    var tracker = new TypeTracker(owner, method);
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof FrameNode frame) {
        frame.accept(tracker);
        TypeState state = tracker.snapshot();
        for (int j = i - 1; j >= 0 && nodes[j].getOpcode() < 0; j--) {
          if (nodes[j] instanceof LabelNode label && state != null) {
            frameAt.put(label, state);
          }
        }
      }
    }
  }

  private TypeState frame(LabelNode label, int index) {
    TypeState state = frameAt.get(label);
    if (state == null) {
      throw new IllegalStateException("instruction " + index + " leads to a place without frame");
    }
    return state;
  }

  private void checkHandlers(ControlFlow flow, int index, TypeState before) {
    var covering = flow.protectors(index);
    for (int t = covering.nextSetBit(0); t >= 0; t = covering.nextSetBit(t + 1)) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(t);
      TypeState handler = frame(range.handler, index);
      require(
          rules.areLocalsAssignable(before, handler),
          index,
          "throws to a handler",
          before,
          handler);
      String caught = range.type == null ? "java/lang/Throwable" : range.type;
      boolean takesIt =
          handler.stack().size() == 1
              && rules.isAssignable(VerificationType.object(caught), handler.stack().get(0));
      require(takesIt, index, "handler of " + caught, before, handler);
    }
  }

  private void checkJumps(int index, TypeState before, @Nullable TypeState after) {
    AbstractInsnNode node = nodes[index];
    List<LabelNode> targets = ControlFlow.targets(node);
    if (targets.isEmpty()) {
      return;
    }
    boolean takesKey =
        node.getOpcode() == Opcodes.TABLESWITCH || node.getOpcode() == Opcodes.LOOKUPSWITCH;
    TypeState arriving = after != null ? after : takesKey ? before.dropping(1) : before;
    for (LabelNode target : targets) {
      TypeState stated = frame(target, index);
      require(rules.isAssignable(arriving, stated), index, "jumps to frame", arriving, stated);
    }
  }

  // ---- operands

  private void checkOperands(int index, TypeState before) {
    AbstractInsnNode node = nodes[index];
    if (node instanceof MethodInsnNode call) {
      int count = checkArguments(index, before, call.desc);
      if (call.name.equals("<init>")) {
        checkUninitialized(index, before, count);
      } else if (call.getOpcode() != Opcodes.INVOKESTATIC) {
        checkEntry(index, before, count, VerificationType.object(call.owner));
      }
    } else if (node instanceof InvokeDynamicInsnNode call) {
      checkArguments(index, before, call.desc);
    } else if (node instanceof FieldInsnNode field) {
      boolean isPut =
          field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC;
      if (isPut) {
        checkEntry(index, before, 0, VerificationType.of(Type.getType(field.desc)));
      }
      if (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.GETFIELD) {
        checkEntry(index, before, isPut ? 1 : 0, VerificationType.object(field.owner));
      }
    } else if (node.getOpcode() == Opcodes.ATHROW) {
      checkEntry(index, before, 0, VerificationType.object("java/lang/Throwable"));
    } else if (node.getOpcode() == Opcodes.ARETURN) {
      checkEntry(index, before, 0, VerificationType.of(Type.getReturnType(method.desc)));
    }
  }

  private int checkArguments(int index, TypeState before, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    for (int a = 0; a < arguments.length; a++) {
      int depth = arguments.length - 1 - a;
      checkEntry(index, before, depth, VerificationType.of(arguments[a]));
    }
    return arguments.length;
  }

  /** A constructor runs once, on what new gave; constructors themselves are not verified here. */
  private static void checkUninitialized(int index, TypeState before, int depth) {
    VerificationType found = entry(index, before, depth);
    if (!found.isUninitialized()) {
      throw new IllegalStateException(
          "instruction " + index + " constructs " + found + ", which is no new object");
    }
  }

  private static VerificationType entry(int index, TypeState before, int depth) {
    int position = before.stack().size() - 1 - depth;
    if (position < 0) {
      throw new IllegalStateException("instruction " + index + " takes more than the stack holds");
    }
    return before.stack().get(position);
  }

  private void checkEntry(int index, TypeState before, int depth, VerificationType wanted) {
    VerificationType found = entry(index, before, depth);
    if (!rules.isAssignable(found, wanted)) {
      throw new IllegalStateException(
          "instruction " + index + " takes " + wanted + " but gets " + found);
    }
  }

  private static void require(
      boolean holds, int index, String rule, TypeState found, TypeState wanted) {
    if (!holds) {
      throw new IllegalStateException(
          "instruction %d %s with %s, which states %s".formatted(index, rule, found, wanted));
    }
  }
}
