package dev.continuo.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspensionPointFinder;
import dev.continuo.transform.testing.JavaSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodNode;

class DispatchPlanTest {

  private static DispatchPlan plan(String body, boolean mayCopy) {
    MethodNode method =
        JavaSource.compile(
                "class T { static Awaitable<Integer> x;"
                    + " @Async static Coroutine<Integer> m(int n) {"
                    + body
                    + "} }")
            .method("m");
    return DispatchPlan.of(
        ControlFlow.of(method),
        TypeStates.of("T", method),
        new SuspensionPointFinder("T", Set.of()).find(method, ReturnKind.COROUTINE),
        mayCopy);
  }

  private static final String LOOP =
      "int s = 0; for (int i = 0; i < n; i++) s += await(x); return value(s);";

  private static final String NESTED =
      "int s = 0; while (s < n) { for (int i = 0; i < n; i++) s += await(x); s -= await(x); }"
          + " return value(s);";

  @Test
  void straightCodeIsEnteredDirectly() {
    DispatchPlan plan = plan("return value(await(x) + await(x));", true);
    assertThat(plan.entries()).containsOnly(new DispatchPlan.Entry(0, java.util.List.of()));
    assertThat(plan.headers()).isEmpty();
    assertThat(plan.copies()).hasSize(1);
  }

  @Test
  void anInnermostLoopIsPeeled() {
    DispatchPlan plan = plan(LOOP, true);
    assertThat(plan.entries()).containsExactly(new DispatchPlan.Entry(1, java.util.List.of()));
    assertThat(plan.headers()).isEmpty();
    assertThat(plan.copies().get(1).entered().get(plan.copies().get(1).header())).isFalse();
  }

  @Test
  void withoutCopiesALoopDispatchesAtItsHeader() {
    DispatchPlan plan = plan(LOOP, false);
    assertThat(plan.headers()).hasSize(1);
    assertThat(plan.entries().get(0).copy()).isZero();
    assertThat(plan.entries().get(0).through()).containsExactlyElementsOf(plan.headers());
  }

  @Test
  void anOuterLoopDispatchesAndItsInnerLoopIsPeeled() {
    DispatchPlan plan = plan(NESTED, true);
    assertThat(plan.headers()).hasSize(1);
    assertThat(plan.entries().get(0).copy()).isEqualTo(1);
    assertThat(plan.entries().get(0).through()).containsExactlyElementsOf(plan.headers());
    assertThat(plan.entries().get(1).copy()).isZero();
  }

  @Test
  void aLargeLoopIsNotCopied() {
    String line = "s += n * 3 + s / 7 - (s ^ n);";
    DispatchPlan plan =
        plan(
            "int s = 0; while (s < n) { await(x); " + line.repeat(200) + "} return value(s);",
            true);
    assertThat(plan.copies()).hasSize(1);
    assertThat(plan.headers()).hasSize(1);
  }
}
