package dev.continuo.transform.emit;

import dev.continuo.transform.analysis.VerificationType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Appends instructions, labels and frames to a method. */
final class CodeBuilder {

  private final InsnList list = new InsnList();
  private int instructions;
  private int framedAt = -1;

  InsnList list() {
    return list;
  }

  int instructionCount() {
    return instructions;
  }

  CodeBuilder add(AbstractInsnNode node) {
    list.add(node);
    if (node.getOpcode() >= 0) {
      instructions++;
    }
    return this;
  }

  CodeBuilder insn(int opcode) {
    return add(new InsnNode(opcode));
  }

  CodeBuilder var(int opcode, int slot) {
    return add(new VarInsnNode(opcode, slot));
  }

  CodeBuilder load(VerificationType type, int slot) {
    return var(type.loadOpcode(), slot);
  }

  CodeBuilder store(VerificationType type, int slot) {
    return var(type.storeOpcode(), slot);
  }

  /** The value that stands in for a dead or not yet restored variable. */
  CodeBuilder placeholder(VerificationType type) {
    return insn(
        switch (type.kind()) {
          case INTEGER -> Opcodes.ICONST_0;
          case LONG -> Opcodes.LCONST_0;
          case FLOAT -> Opcodes.FCONST_0;
          case DOUBLE -> Opcodes.DCONST_0;
          default -> Opcodes.ACONST_NULL;
        });
  }

  CodeBuilder pop(VerificationType type) {
    return insn(type.isWide() ? Opcodes.POP2 : Opcodes.POP);
  }

  /** The number of a state: a method has no room for more than a short counts. */
  CodeBuilder constant(int value) {
    return value <= 5
        ? insn(Opcodes.ICONST_0 + value)
        : add(new IntInsnNode(value <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, value));
  }

  CodeBuilder jump(int opcode, LabelNode target) {
    return add(new JumpInsnNode(opcode, target));
  }

  CodeBuilder type(int opcode, String name) {
    return add(new TypeInsnNode(opcode, name));
  }

  CodeBuilder field(int opcode, String owner, String name, String descriptor) {
    return add(new FieldInsnNode(opcode, owner, name, descriptor));
  }

  CodeBuilder invoke(int opcode, String owner, String name, String descriptor) {
    return add(new MethodInsnNode(opcode, owner, name, descriptor, false));
  }

  CodeBuilder label(LabelNode label) {
    list.add(label);
    return this;
  }

  /** A new label here. */
  LabelNode place() {
    LabelNode label = new LabelNode();
    list.add(label);
    return label;
  }

  /** Where a frame will stand: two frames at one place are kept apart by a nop. */
  void separateFrames() {
    if (framedAt == instructions) {
      insn(Opcodes.NOP);
    }
  }

  /** States the types here; labels of this place must have been added before. */
  CodeBuilder frame(List<Object> locals, List<Object> stack) {
    list.add(
        new FrameNode(
            Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray()));
    framedAt = instructions;
    return this;
  }

  /** The types of a frame in the order of slots, where a long or double is one entry. */
  static List<Object> compact(Object[] bySlot) {
    List<Object> compact = new ArrayList<>();
    for (int slot = 0; slot < bySlot.length; slot++) {
      compact.add(bySlot[slot]);
      if (bySlot[slot] == Opcodes.LONG || bySlot[slot] == Opcodes.DOUBLE) {
        slot++;
      }
    }
    while (!compact.isEmpty() && compact.get(compact.size() - 1) == Opcodes.TOP) {
      compact.remove(compact.size() - 1);
    }
    return compact;
  }

  /** Loads the arguments of a method, from slot 0 on. */
  CodeBuilder loadArguments(boolean isStatic, String descriptor) {
    int slot = 0;
    if (!isStatic) {
      var(Opcodes.ALOAD, slot++);
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      var(type.getOpcode(Opcodes.ILOAD), slot);
      slot += type.getSize();
    }
    return this;
  }
}
