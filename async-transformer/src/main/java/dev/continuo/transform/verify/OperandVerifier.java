package dev.continuo.transform.verify;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.BasicVerifier;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Checks the kinds of all operands of one method with ASM's {@link BasicVerifier}, in one pass: the
 * stack map frames say what the kinds are where paths meet, so nothing has to be found by going
 * round (JVMS 4.10.1). That every path arrives at a frame that it fits is checked by {@link
 * FrameVerifier}.
 */
final class OperandVerifier {

  private final BasicVerifier rules = new BasicVerifier();
  private final String owner;
  private final MethodNode method;

  OperandVerifier(String owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
  }

  /**
   * Checks the method, whose frames are expanded.
   *
   * @throws AnalyzerException naming the instruction and what it expects
   */
  void verify() throws AnalyzerException {
    Frame<BasicValue> frame = atStart();
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      try {
        if (node instanceof FrameNode stated) {
          frame = stated(stated);
        } else if (node.getOpcode() >= 0) {
          frame.execute(node, rules);
        }
      } catch (AnalyzerException | RuntimeException e) { // too many or too few on the stack
        throw new AnalyzerException(
            node, "Error at instruction " + index + ": " + e.getMessage(), e);
      }
      index++;
    }
  }

  private Frame<BasicValue> empty() {
    Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack);
    frame.setReturn(rules.newReturnTypeValue(Type.getReturnType(method.desc)));
    return frame;
  }

  private Frame<BasicValue> atStart() {
    Frame<BasicValue> frame = empty();
    int slot = 0;
    boolean isInstance = (method.access & Opcodes.ACC_STATIC) == 0;
    if (isInstance) {
      slot = put(frame, slot, rules.newParameterValue(true, 0, Type.getObjectType(owner)));
    }
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      slot = put(frame, slot, rules.newParameterValue(isInstance, slot, argument));
    }
    fill(frame, slot);
    return frame;
  }

  private Frame<BasicValue> stated(FrameNode stated) {
    Frame<BasicValue> frame = empty();
    int slot = 0;
    for (Object type : stated.local == null ? List.of() : stated.local) {
      slot = put(frame, slot, value(type));
    }
    fill(frame, slot);
    for (Object type : stated.stack == null ? List.of() : stated.stack) {
      frame.push(value(type));
    }
    return frame;
  }

  /** The slot behind it. */
  private int put(Frame<BasicValue> frame, int slot, BasicValue value) {
    frame.setLocal(slot, value);
    if (value.getSize() == 1) {
      return slot + 1;
    }
    frame.setLocal(slot + 1, rules.newEmptyValue(slot + 1));
    return slot + 2;
  }

  private void fill(Frame<BasicValue> frame, int from) {
    for (int slot = from; slot < method.maxLocals; slot++) {
      frame.setLocal(slot, rules.newEmptyValue(slot));
    }
  }

  private static BasicValue value(Object type) {
    if (type == Opcodes.TOP) {
      return BasicValue.UNINITIALIZED_VALUE;
    } else if (type == Opcodes.INTEGER) {
      return BasicValue.INT_VALUE;
    } else if (type == Opcodes.FLOAT) {
      return BasicValue.FLOAT_VALUE;
    } else if (type == Opcodes.LONG) {
      return BasicValue.LONG_VALUE;
    } else if (type == Opcodes.DOUBLE) {
      return BasicValue.DOUBLE_VALUE;
    }
    return BasicValue.REFERENCE_VALUE; // null, a class, or an object that is not initialized yet
  }
}
