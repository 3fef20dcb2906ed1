package dev.continuo.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.testing.JavaSource;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class LivenessTest {

  private static BitSet liveAfterHere(String method) {
    MethodNode node =
        JavaSource.compile("class T { static int here() { return 1; } " + method + "}").method("m");
    ControlFlow flow = ControlFlow.of(node);
    for (int i = 0; i < node.instructions.size(); i++) {
      if (node.instructions.get(i) instanceof MethodInsnNode call && call.name.equals("here")) {
        return Liveness.of(flow).after(i);
      }
    }
    throw new AssertionError("no call of here()");
  }

  private static BitSet slots(int... slots) {
    BitSet set = new BitSet();
    for (int slot : slots) {
      set.set(slot);
    }
    return set;
  }

  @Test
  void whatIsReadLaterIsLive() {
    assertThat(liveAfterHere("static int m(int a, int b) { return here() + a; }"))
        .isEqualTo(slots(0));
  }

  @Test
  void whatIsWrittenBeforeItIsReadIsDead() {
    assertThat(liveAfterHere("static int m(int a) { here(); a = 2; return a; }"))
        .isEqualTo(slots());
  }

  @Test
  void anIncrementReads() {
    assertThat(liveAfterHere("static int m(int a) { here(); a++; return a; }")).isEqualTo(slots(0));
  }

  @Test
  void aLoopKeepsItsVariablesAlive() {
    assertThat(
            liveAfterHere(
                "static int m(int n) { int s = 0; for (int i = 0; i < n; i++) s += here(); return s; }"))
        .isEqualTo(slots(0, 2));
  }

  @Test
  void whatOnlyAHandlerReadsIsLive() {
    assertThat(
            liveAfterHere(
                "static int m(int a) { try { here(); return 0; } catch (RuntimeException e) { return a; } }"))
        .isEqualTo(slots(0));
  }
}
