package dev.continuo.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.testing.JavaSource;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class LoopForestTest {

  private static int loopsAroundHere(String method) {
    MethodNode node =
        JavaSource.compile("class T { static void here() {} " + method + "}").method("m");
    ControlFlow flow = ControlFlow.of(node);
    LoopForest loops = LoopForest.of(flow);
    assertThat(loops.isReducible()).isTrue();
    for (int i = 0; i < node.instructions.size(); i++) {
      if (node.instructions.get(i) instanceof MethodInsnNode call && call.name.equals("here")) {
        return loops.around(flow.blockAt(i).index()).size();
      }
    }
    throw new AssertionError("no call of here()");
  }

  @Test
  void straightCodeHasNone() {
    assertThat(loopsAroundHere("static void m(int n) { if (n > 0) here(); }")).isZero();
  }

  @Test
  void nestingIsCounted() {
    assertThat(
            loopsAroundHere(
                "static void m(int n) { while (n-- > 0) { for (int i = 0; i < n; i++) { here(); } } }"))
        .isEqualTo(2);
  }

  @Test
  void aLoopThroughAHandlerIsALoop() {
    assertThat(
            loopsAroundHere(
                "static void m() { while (true) { try { here(); return; } catch (RuntimeException e) { } } }"))
        .isEqualTo(1);
  }

  @Test
  void codeAfterABreakIsOutside() {
    assertThat(
            loopsAroundHere(
                "static void m(int n) { while (true) { if (n-- < 0) { break; } } here(); }"))
        .isZero();
  }

  @Test
  void aLoopWithTwoEntriesIsIrreducible() {
    MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "m", "(I)V", null, null);
    Label first = new Label();
    Label second = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, second);
    method.visitLabel(first);
    method.visitInsn(Opcodes.NOP);
    method.visitLabel(second);
    method.visitInsn(Opcodes.NOP);
    method.visitJumpInsn(Opcodes.GOTO, first);
    assertThat(LoopForest.of(ControlFlow.of(method)).isReducible()).isFalse();
  }
}
