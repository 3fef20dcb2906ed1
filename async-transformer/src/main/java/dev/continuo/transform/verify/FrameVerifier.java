package dev.continuo.transform.verify;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.classfile.Hierarchy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
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
 *
 * <p>One pass over the method. The types are those of {@link AnalyzerAdapter}, in its form (see
 * {@link Assignability}) and never copied: this runs over all code that a build writes.
 */
final class FrameVerifier {

  private final MethodNode method;
  private final AbstractInsnNode[] nodes;
  private final Assignability rules;
  private final AnalyzerAdapter types;
  private final Map<AbstractInsnNode, Stated> frames = new HashMap<>();

  /** The entries of the exception table that cover the instruction. */
  private final BitSet covering = new BitSet();

  /** Whether the locals, or what covers them, are others than when the handlers were checked. */
  private boolean isUnchecked;

  /**
   * What a frame states; a long or double takes two slots.
   *
   * @param locals by slot
   * @param stack by slot, from the bottom
   */
  private record Stated(List<Object> locals, List<Object> stack) {

    static Stated by(FrameNode frame) {
      return new Stated(slots(frame.local), slots(frame.stack));
    }

    private static List<Object> slots(@Nullable List<Object> stated) {
      List<Object> slots = new ArrayList<>();
      for (Object type : stated == null ? List.of() : stated) {
        slots.add(type instanceof LabelNode creation ? creation.getLabel() : type);
        if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
          slots.add(Opcodes.TOP);
        }
      }
      return slots;
    }
  }

  FrameVerifier(String owner, MethodNode method, Hierarchy hierarchy) {
    this.method = method;
    this.nodes = method.instructions.toArray();
    this.rules = new Assignability(hierarchy);
    this.types = new AnalyzerAdapter(owner, method.access, method.name, method.desc, null);
  }

  /**
   * Checks the method.
   *
   * @throws IllegalStateException naming the instruction and the rule that it breaks
   */
  void verify() {
    readFrames();
    for (int i = 0; i < nodes.length; i++) {
      AbstractInsnNode node = nodes[i];
      if (node.getOpcode() >= 0) {
        check(i);
        continue;
      }
      if (node instanceof FrameNode frame) {
        if (isReached()) {
          require(arrives(depth(), frame(frame, i)), i, "falls into frame", frame(frame, i));
        }
        isUnchecked = true;
      } else if (node instanceof LabelNode label) {
        isUnchecked |= ControlFlow.cross(method, label, covering);
      }
      node.accept(types);
    }
    if (isReached()) {
      throw new IllegalStateException("control runs off the end of the code");
    }
  }

  /** By the frame itself, and by each label that stands with it. */
  private void readFrames() {
    for (int i = 0; i < nodes.length; i++) {
      if (nodes[i] instanceof FrameNode frame) {
        Stated stated = Stated.by(frame);
        frames.put(frame, stated);
        for (int j = i - 1; j >= 0 && nodes[j].getOpcode() < 0; j--) {
          if (nodes[j] instanceof LabelNode label) {
            frames.put(label, stated);
          }
        }
      }
    }
  }

  private void check(int index) {
    if (!isReached()) {
      throw new IllegalStateException("instruction " + index + " is not reached by any frame");
    }
    if (isUnchecked) {
      checkHandlers(index);
      isUnchecked = false;
    }
    AbstractInsnNode node = nodes[index];
    checkOperands(index);
    switch (node.getOpcode()) {
      case Opcodes.GOTO -> checkJumps(index, depth());
      case Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> checkJumps(index, depth() - 1);
      default -> {}
    }
    node.accept(types);
    if (isReached()) {
      checkJumps(index, depth());
    }
    isUnchecked = changesLocals(node);
  }

  private static boolean changesLocals(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE)
        || (node instanceof MethodInsnNode call && call.name.equals("<init>"));
  }

  private boolean isReached() {
    return types.locals != null;
  }

  private int depth() {
    return types.stack.size();
  }

  private Stated frame(AbstractInsnNode place, int index) {
    Stated stated = frames.get(place);
    if (stated == null) {
      throw new IllegalStateException("instruction " + index + " leads to a place without frame");
    }
    return stated;
  }

  /** Whether the types here, with so many slots of the stack, fit what is stated. */
  private boolean arrives(int depth, Stated stated) {
    return rules.areLocalsAssignable(types.locals, stated.locals())
        && rules.isStackAssignable(types.stack, depth, stated.stack());
  }

  private void checkHandlers(int index) {
    for (int t = covering.nextSetBit(0); t >= 0; t = covering.nextSetBit(t + 1)) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(t);
      Stated handler = frame(range.handler, index);
      require(
          rules.areLocalsAssignable(types.locals, handler.locals()),
          index,
          "throws to a handler",
          handler);
      String caught = range.type == null ? "java/lang/Throwable" : range.type;
      boolean takesIt =
          handler.stack().size() == 1 && rules.isAssignable(caught, handler.stack().get(0));
      require(takesIt, index, "handler of " + caught, handler);
    }
  }

  private void checkJumps(int index, int depth) {
    for (LabelNode target : ControlFlow.targets(nodes[index])) {
      Stated stated = frame(target, index);
      require(arrives(depth, stated), index, "jumps to frame", stated);
    }
  }

  // ---- operands

  private void checkOperands(int index) {
    AbstractInsnNode node = nodes[index];
    if (node instanceof MethodInsnNode call) {
      int below = checkArguments(index, call.desc);
      if (call.name.equals("<init>")) {
        checkUninitialized(index, below);
      } else if (call.getOpcode() != Opcodes.INVOKESTATIC) {
        checkEntry(index, below, call.owner);
      }
    } else if (node instanceof InvokeDynamicInsnNode call) {
      checkArguments(index, call.desc);
    } else if (node instanceof FieldInsnNode field) {
      checkField(index, field);
    } else if (node.getOpcode() == Opcodes.ATHROW) {
      checkEntry(index, 0, "java/lang/Throwable");
    } else if (node.getOpcode() == Opcodes.ARETURN) {
      checkReturned(index, Type.getReturnType(method.desc));
    }
  }

  private void checkReturned(int index, Type wanted) {
    if (wanted.getSort() < Type.ARRAY) {
      throw new IllegalStateException(
          "instruction %d returns a reference where the method returns %s"
              .formatted(index, wanted.getClassName()));
    }
    checkEntry(index, 0, wanted.getInternalName());
  }

  private void checkField(int index, FieldInsnNode field) {
    int below = 0;
    if (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC) {
      below = checkValue(index, 0, Type.getType(field.desc));
    }
    if (field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.GETFIELD) {
      checkEntry(index, below, field.owner);
    }
  }

  /** How many slots the arguments take. */
  private int checkArguments(int index, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    int slots = 0;
    for (int a = arguments.length - 1; a >= 0; a--) {
      slots = checkValue(index, slots, arguments[a]);
    }
    return slots;
  }

  /** Checks the value with {@code above} slots above it; how many lie above what is below it. */
  private int checkValue(int index, int above, Type wanted) {
    int slots = above + wanted.getSize();
    checkEntry(index, slots - 1, inFrames(wanted));
    return slots;
  }

  private static Object inFrames(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }

  /** A constructor runs once, on what new gave; constructors themselves are not verified here. */
  private void checkUninitialized(int index, int above) {
    Object found = entry(index, above);
    if (!(found instanceof Label)) {
      throw new IllegalStateException(
          "instruction %d constructs %s, which is no new object"
              .formatted(index, VerificationType.fromAsm(found)));
    }
  }

  /** What has so many slots above its lower or only one. */
  private Object entry(int index, int above) {
    int position = depth() - 1 - above;
    if (position < 0) {
      throw new IllegalStateException("instruction " + index + " takes more than the stack holds");
    }
    return types.stack.get(position);
  }

  private void checkEntry(int index, int above, Object wanted) {
    Object found = entry(index, above);
    if (!rules.isAssignable(found, wanted)) {
      throw new IllegalStateException(
          "instruction %d takes %s but gets %s"
              .formatted(index, VerificationType.fromAsm(wanted), VerificationType.fromAsm(found)));
    }
  }

  private void require(boolean holds, int index, String rule, Stated wanted) {
    if (!holds) {
      throw new IllegalStateException(
          "instruction %d %s with %s, which states %s"
              .formatted(index, rule, described(types.locals, types.stack), described(wanted)));
    }
  }

  private static String described(Stated stated) {
    return described(stated.locals(), stated.stack());
  }

  private static String described(List<Object> locals, List<Object> stack) {
    return "locals %s, stack %s"
        .formatted(
            locals.stream().map(VerificationType::fromAsm).toList(),
            stack.stream().map(VerificationType::fromAsm).toList());
  }
}
