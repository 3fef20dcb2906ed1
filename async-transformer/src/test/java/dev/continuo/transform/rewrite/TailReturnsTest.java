package dev.continuo.transform.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspensionPointFinder;
import dev.continuo.transform.testing.JavaSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which operands of return are awaited before the finally block, and which variables are left
 * alone.
 */
class TailReturnsTest {

  /** How many awaits the rewriting adds to a method without any. */
  private static long awaitsAdded(String body, String... options) {
    MethodNode method =
        JavaSource.compile(
                "class T { static Coroutine<String> f() { return value(\"\"); } static void g() { }"
                    + " static Coroutine<String> m(AutoCloseable r) throws Exception { "
                    + body
                    + " } }",
                options)
            .method("m");
    TailReturns.rewrite("T", method, ReturnKind.COROUTINE);
    return Arrays.stream(method.instructions.toArray())
        .filter(SuspensionPointFinder::isAwait)
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { return f(); } finally { g(); }",
        "try { return f(); } catch (IllegalStateException e) { throw e; } finally { g(); }",
        "try (r) { return f(); }",
        "try { return f(); } finally { return value(\"\"); }"
      })
  void theOperandOfAReturnIsAwaited(String body) {
    assertThat(awaitsAdded(body)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { return f(); } finally { g(); }",
        "try (r) { return f(); }",
      })
  void alsoWithoutDebugTables(String body) {
    assertThat(awaitsAdded(body, "-g:none")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Coroutine<String> c; try { c = f(); } finally { g(); } return c;",
        "try { Coroutine<String> unused = f(); } finally { g(); } return value(\"\");",
        "try (r) { var unused = f(); } return value(\"\");",
        "Coroutine<String> c = null; try { c = f(); } finally { g(); return c; }",
        "Coroutine<String> c = f(); try { g(); } finally { g(); } return c;",
        "try { g(); return value(\"\"); } finally { g(); }",
        "try { f(); } finally { g(); } return value(\"\");",
        "return f();"
      })
  void aVariableOfTheUserIsLeftAlone(String body) {
    assertThat(awaitsAdded(body)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { return f(); } finally { h(); }",
        "try (r) { return f(); }",
        "try { return f(); } finally { return g(); }"
      })
  void aGeneratorEmitsTheRestThere(String body) {
    MethodNode method =
        JavaSource.compile(
                "class T { static Generator<String> f() { return null; } static void h() { }"
                    + " static Generator<String> g() { return null; }"
                    + " static Generator<String> m(AutoCloseable r) throws Exception { "
                    + body
                    + " } }")
            .method("m");
    TailReturns.rewrite("T", method, ReturnKind.GENERATOR);
    assertThat(
            Arrays.stream(method.instructions.toArray())
                .filter(node -> node instanceof MethodInsnNode call && call.name.equals("emit"))
                .count())
        .isEqualTo(1);
  }

  @Test
  void whatASynchronizedBlockReturnsIsAwaitedBehindIt() {
    assertThat(awaitsAdded("synchronized (r) { try { return f(); } finally { g(); } }")).isZero();
    assertThat(awaitsAdded("try { return null; } finally { g(); }")).isZero();
  }
}
