package dev.continuo.transform.analysis;

import dev.continuo.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Where the values of {@code each(source)} and their iterators go: provenance of iterators. A value
 * stays what it is through locals, the stack and casts; where paths meet it may be either.
 */
public final class EachUses {

  private final Set<AbstractInsnNode> steps = new HashSet<>();
  private final List<AbstractInsnNode> escapes = new ArrayList<>();

  private EachUses() {}

  /**
   * Whether a method calls {@code each}.
   *
   * @param method any method
   * @return false if there is nothing to analyse
   */
  public static boolean mayBeIn(MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (isEach(node)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an instruction is a call of {@code each}.
   *
   * @param node any node
   * @return true for each of its overloads
   */
  public static boolean isEach(AbstractInsnNode node) {
    return node instanceof MethodInsnNode call
        && call.owner.equals(RuntimeNames.CONTINUO)
        && call.name.equals(RuntimeNames.EACH);
  }

  /**
   * Analyses a method.
   *
   * @param owner internal name of its class
   * @param method the method
   * @return the uses
   */
  public static EachUses of(String owner, MethodNode method) {
    EachUses uses = new EachUses();
    Frame<BasicValue>[] frames;
    try {
      frames = new Analyzer<>(new Origins()).analyze(owner, method);
    } catch (AnalyzerException e) {
      throw new IllegalStateException("the code of " + method.name + " cannot be analysed", e);
    }
    for (int i = 0; i < frames.length; i++) {
      if (frames[i] != null) {
        uses.visit(method.instructions.get(i), frames[i]);
      }
    }
    return uses;
  }

  /**
   * Whether an instruction is a call of {@code hasNext} on what may be the iterator of an Each.
   *
   * @param node an instruction of the method
   * @return true if it asks the source
   */
  public boolean isStep(AbstractInsnNode node) {
    return steps.contains(node);
  }

  /**
   * The instructions that use an Each or its iterator for anything but a loop.
   *
   * @return in the order of the code
   */
  public List<AbstractInsnNode> escapes() {
    return escapes;
  }

  private void visit(AbstractInsnNode node, Frame<BasicValue> frame) {
    int consumed = consumed(node);
    int top = frame.getStackSize();
    for (int k = 1; k <= consumed; k++) {
      BasicValue value = frame.getStack(top - k);
      boolean isReceiver = k == consumed;
      if (value.equals(Origins.EACH)) {
        if (!isReceiver || !Origins.isIterator(node)) {
          escapes.add(node);
        }
      } else if (value.equals(Origins.ITERATOR)) {
        visitIterator(node, isReceiver);
      }
    }
  }

  private void visitIterator(AbstractInsnNode node, boolean isReceiver) {
    String name = isReceiver && node instanceof MethodInsnNode call ? call.name : "";
    if (name.equals("hasNext")) {
      steps.add(node);
    } else if (!name.equals("next") && node.getOpcode() != Opcodes.ASTORE) {
      escapes.add(node);
    }
  }

  /** How many values an instruction takes for good: moving them around does not count. */
  private static int consumed(AbstractInsnNode node) {
    if (node instanceof MethodInsnNode call) {
      int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
      return Type.getArgumentTypes(call.desc).length + receiver;
    }
    if (node instanceof InvokeDynamicInsnNode dynamic) {
      return Type.getArgumentTypes(dynamic.desc).length;
    }
    return switch (node.getOpcode()) {
      case Opcodes.PUTFIELD,
          Opcodes.PUTSTATIC,
          Opcodes.AASTORE,
          Opcodes.ARETURN,
          Opcodes.ASTORE,
          Opcodes.POP,
          Opcodes.MONITORENTER,
          Opcodes.INSTANCEOF ->
          1;
      default -> 0;
    };
  }

  /** Two kinds of references beside the ordinary one; what may be an Each counts as one. */
  private static final class Origins extends BasicInterpreter {
    static final BasicValue EACH = new BasicValue(Type.getObjectType("<each>"));
    static final BasicValue ITERATOR = new BasicValue(Type.getObjectType("<iterator>"));

    Origins() {
      super(Opcodes.ASM9);
    }

    /** Whether this asks for an iterator; the static type of an Each may be Iterable by then. */
    static boolean isIterator(AbstractInsnNode node) {
      return node instanceof MethodInsnNode call
          && call.name.equals("iterator")
          && call.desc.equals("()Ljava/util/Iterator;");
    }

    @Override
    public BasicValue naryOperation(AbstractInsnNode node, List<? extends BasicValue> values)
        throws AnalyzerException {
      if (isEach(node)) {
        return EACH;
      }
      return isIterator(node) && values.get(0).equals(EACH)
          ? ITERATOR
          : super.naryOperation(node, values);
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode node, BasicValue value) {
      return value;
    }

    @Override
    public BasicValue unaryOperation(AbstractInsnNode node, BasicValue value)
        throws AnalyzerException {
      return node.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(node, value);
    }

    @Override
    public BasicValue merge(BasicValue one, BasicValue other) {
      boolean bothReferences = one.isReference() && other.isReference();
      if (one.equals(other) || !bothReferences) {
        return super.merge(one, other);
      }
      return one.equals(EACH) || other.equals(EACH) ? EACH : ITERATOR;
    }
  }
}
