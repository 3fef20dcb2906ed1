package dev.continuo.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.analysis.VerificationType.Kind;
import dev.continuo.transform.testing.JavaSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class TypeStatesTest {

  /** The types before the call of {@code here} in method m. */
  private static TypeState atHere(String body) {
    MethodNode method =
        JavaSource.compile(
                "class T { static void here() {} static int here(int x) { return x; }" + body + "}")
            .method("m");
    TypeStates types = TypeStates.of("T", method);
    for (int i = 0; i < method.instructions.size(); i++) {
      if (method.instructions.get(i) instanceof MethodInsnNode call && call.name.equals("here")) {
        return Objects.requireNonNull(types.before(i));
      }
    }
    throw new AssertionError("no call of here()");
  }

  @Test
  void longsTakeTwoLocalSlotsAndOneStackEntry() {
    TypeState state = atHere("static long m(long a, int b) { return a + here(b); }");
    assertThat(state.locals().stream().map(VerificationType::kind))
        .containsExactly(Kind.LONG, Kind.TOP, Kind.INTEGER);
    assertThat(state.stack().stream().map(VerificationType::kind))
        .containsExactly(Kind.LONG, Kind.INTEGER);
  }

  @Test
  void aNullLocalHasTheTypeOfNull() {
    assertThat(atHere("static void m() { String s = null; here(); s = \"a\"; }").local(0))
        .isEqualTo(VerificationType.NULL);
  }

  @Test
  void mergesAreReadFromTheFrameOfTheClassFile() {
    TypeState state =
        atHere(
            "static void m(boolean b) { Number n; if (b) n = Integer.valueOf(1);"
                + " else n = Long.valueOf(2); here(); }");
    assertThat(state.local(1)).isEqualTo(VerificationType.object("java/lang/Number"));
  }

  @Test
  void anUninitialisedObjectNamesItsNewInstruction() {
    MethodNode method =
        JavaSource.compile(
                "class T { static int here(int x) { return x; }"
                    + " static Object m() { return new StringBuilder(here(1)); } }")
            .method("m");
    TypeStates types = TypeStates.of("T", method);
    TypeState state = null;
    for (int i = 0; i < method.instructions.size(); i++) {
      if (method.instructions.get(i) instanceof MethodInsnNode call && call.name.equals("here")) {
        state = types.before(i);
      }
    }
    VerificationType type = Objects.requireNonNull(state).stack().get(0);
    assertThat(type.isUninitialized()).isTrue();
    assertThat(method.instructions.get(types.creation(type)).getOpcode()).isEqualTo(187);
  }
}
