package dev.continuo.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.TypeStates;
import dev.continuo.transform.find.AsyncMethod;
import dev.continuo.transform.find.ReturnKind;
import dev.continuo.transform.find.SuspensionPoint;
import dev.continuo.transform.find.SuspensionPointFinder;
import dev.continuo.transform.testing.JavaSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodNode;

class SpillPlannerTest {

  private static SpillPlan plan(String body, boolean keepVisible) {
    MethodNode method =
        JavaSource.compile(
                "class T { static void use(Object... o) { } static Awaitable<String> x;"
                    + " @Async static Coroutine<String> m(String a, long b) {"
                    + body
                    + "} }")
            .method("m");
    List<SuspensionPoint> points =
        new SuspensionPointFinder("T", Set.of()).find(method, ReturnKind.COROUTINE);
    return SpillPlanner.plan(
        new AsyncMethod(method, ReturnKind.COROUTINE, false),
        "T",
        ControlFlow.of(method),
        TypeStates.of("T", method),
        points,
        keepVisible);
  }

  @Test
  void deadVariablesAreNotKept() {
    SpillPlan plan = plan("String c = a + 1; use(c); await(x); return value(\"\");", false);
    assertThat(plan.spills()).isEmpty();
    assertThat(plan.states().get(0).locals()).isEmpty();
  }

  @Test
  void forADebuggerVisibleVariablesAreKept() {
    SpillPlan plan = plan("String c = a + 1; use(c); await(x); return value(\"\");", true);
    assertThat(plan.states().get(0).variables()).containsExactly("a=a", "b=b", "c=spill0");
  }

  @Test
  void variablesOfTheSameTypeShareAFieldWhereTheyDoNotMeet() {
    SpillPlan plan =
        plan(
            "{ String c = a + 1; await(x); use(c); } { String d = a + 2; await(x); use(d); }"
                + " return value(\"\");",
            false);
    assertThat(plan.spills()).containsExactly(new FrameField("spill0", "Ljava/lang/String;"));
  }

  @Test
  void variablesThatMeetHaveTheirOwnFields() {
    SpillPlan plan =
        plan("String c = a + 1; String d = a + 2; await(x); use(c, d); return value(\"\");", false);
    assertThat(plan.spills()).hasSize(2);
  }

  @Test
  void variablesOfDifferentTypesDoNotShare() {
    SpillPlan plan =
        plan(
            "{ String c = a + 1; await(x); use(c); } { Integer d = 2; await(x); use(d); }"
                + " return value(\"\");",
            false);
    assertThat(plan.spills()).hasSize(2);
  }

  @Test
  void aDeadArgumentIsCleared() {
    SpillPlan plan = plan("use(a); await(x); use(b); await(x); return value(\"\");", false);
    assertThat(plan.states().get(0).cleared()).extracting(FrameField::name).containsExactly("a");
    // Again, for the path on which the first await did not suspend.
    assertThat(plan.states().get(1).cleared()).extracting(FrameField::name).containsExactly("a");
  }

  @Test
  void aVariableThatDiedSinceTheLastSuspensionIsCleared() {
    SpillPlan plan =
        plan("String c = b + \"\"; await(x); use(c); await(x); return value(a);", false);
    assertThat(plan.states().get(0).cleared()).isEmpty();
    assertThat(plan.states().get(1).cleared())
        .extracting(FrameField::name)
        .containsExactly("spill0");
  }

  @Test
  void stackEntriesBelowTheAwaitedObjectAreKept() {
    SpillPlan plan = plan("use(a, b, await(x)); return value(\"\");", false);
    assertThat(plan.states().get(0).stack()).isNotEmpty();
    assertThat(plan.states().get(0).stack().get(0).field().descriptor())
        .isEqualTo("[Ljava/lang/Object;");
  }

  @Test
  void anArgumentIsKnownToBeReassigned() {
    SpillPlan plan = plan("b++; await(x); return value(a + b);", false);
    assertThat(plan.arguments()).extracting(Argument::isReassigned).containsExactly(false, true);
  }
}
