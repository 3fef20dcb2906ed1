package dev.continuo.transform.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

class InstructionsTest {

  /** label; nop; frame; label; return; label. */
  private static AbstractInsnNode[] nodes() {
    MethodNode method = new MethodNode();
    method.visitLabel(new Label());
    method.visitInsn(Opcodes.NOP);
    method.visitFrame(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]);
    method.visitLabel(new Label());
    method.visitInsn(Opcodes.RETURN);
    method.visitLabel(new Label());
    return method.instructions.toArray();
  }

  @Test
  void walksOverWhatIsNoInstruction() {
    assertThat(Instructions.next(nodes(), 0)).isEqualTo(1);
    assertThat(Instructions.next(nodes(), 1)).isEqualTo(4);
    assertThat(Instructions.next(nodes(), 4)).isEqualTo(-1);
    assertThat(Instructions.next(nodes(), -1)).isEqualTo(-1);
    assertThat(Instructions.previous(nodes(), 5)).isEqualTo(4);
    assertThat(Instructions.previous(nodes(), 4)).isEqualTo(1);
    assertThat(Instructions.previous(nodes(), 1)).isEqualTo(-1);
  }

  @Test
  void aFrameMayBeJumpedTo() {
    assertThat(Instructions.adjacent(nodes(), 5)).isEqualTo(4);
    assertThat(Instructions.adjacent(nodes(), 4)).isEqualTo(-1);
    assertThat(Instructions.adjacent(nodes(), 1)).isEqualTo(-1);
  }

  @Test
  void whatDoesNotExistHasNoOpcode() {
    assertThat(Instructions.opcodeAt(nodes(), 4)).isEqualTo(Opcodes.RETURN);
    assertThat(Instructions.opcodeAt(nodes(), 0)).isEqualTo(-1);
    assertThat(Instructions.opcodeAt(nodes(), -1)).isEqualTo(-1);
    assertThat(Instructions.opcodeAt(nodes(), 6)).isEqualTo(-1);
    assertThat(Instructions.nodeAt(nodes(), 6)).isNull();
  }

  private static boolean isProbe(Object number, int value, int store) {
    MethodNode method = new MethodNode();
    method.visitVarInsn(Opcodes.ALOAD, 3);
    if (number instanceof Integer n && n >= -1 && n <= 5) {
      method.visitInsn(Opcodes.ICONST_0 + n);
    } else if (number instanceof Integer n && n <= Byte.MAX_VALUE) {
      method.visitIntInsn(Opcodes.BIPUSH, n);
    } else if (number instanceof Integer n && n <= Short.MAX_VALUE) {
      method.visitIntInsn(Opcodes.SIPUSH, n);
    } else {
      method.visitLdcInsn(number);
    }
    method.visitInsn(value);
    method.visitInsn(store);
    return Instructions.isCoverageProbe(method.instructions.toArray(), 0);
  }

  @Test
  void aCoverageProbeStoresTrueAtAConstant() {
    assertThat(isProbe(0, Opcodes.ICONST_1, Opcodes.BASTORE)).isTrue();
    assertThat(isProbe(100, Opcodes.ICONST_1, Opcodes.BASTORE)).isTrue();
    assertThat(isProbe(1_000, Opcodes.ICONST_1, Opcodes.BASTORE)).isTrue();
    assertThat(isProbe(100_000, Opcodes.ICONST_1, Opcodes.BASTORE)).isTrue();
    assertThat(isProbe("0", Opcodes.ICONST_1, Opcodes.BASTORE)).isFalse();
    assertThat(isProbe(0, Opcodes.ICONST_0, Opcodes.BASTORE)).isFalse();
    assertThat(isProbe(0, Opcodes.ICONST_1, Opcodes.IASTORE)).isFalse();
    assertThat(Instructions.isCoverageProbe(nodes(), 1)).isFalse();
  }
}
