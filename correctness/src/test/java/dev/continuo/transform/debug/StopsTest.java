package dev.continuo.transform.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A debugger with a breakpoint at every line stops at the lines where it would stop in plain Java,
 * in that order and as often, so never a second time at an await because it was resumed; and shows
 * the same variables with the same values.
 */
class StopsTest {

  /** Each run starts a JVM. */
  private static final Map<String, List<Stop>> RUNS = new ConcurrentHashMap<>();

  /** Its generators run only transformed: what they show stands in its comments alone. */
  private static final String GENERATORS = "Generators";

  @ParameterizedTest
  @ValueSource(strings = {"Locals", "Loops", "Handlers", "Scopes", "Lambdas"})
  void theCommentsSayWhatPlainJavaShows(String program) throws Exception {
    assertComments(program, "", plain(program));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locals", "Loops", "Handlers", "Scopes", "Lambdas", GENERATORS})
  void everyVariableIsShownAfterAResume(String program) throws Exception {
    List<Stop> stops = run(program, DebuggeeBuild.DEBUG, "later");
    assertComments(program, "", stops);
    if (!program.equals(GENERATORS)) {
      assertThat(stops).isEqualTo(plain(program));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locals", "Loops", "Handlers", "Scopes", "Lambdas", GENERATORS})
  void everyVariableIsShownWhenNothingSuspends(String program) throws Exception {
    assertThat(run(program, DebuggeeBuild.DEBUG, "now"))
        .isEqualTo(run(program, DebuggeeBuild.DEBUG, "later"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locals", "Loops", "Handlers", "Scopes", "Lambdas", GENERATORS})
  void withoutTheDebugOptionNoWrongValueIsShown(String program) throws Exception {
    List<Stop> all = run(program, DebuggeeBuild.DEBUG, "later");
    List<Stop> stops = run(program, DebuggeeBuild.DEFAULT, "later");
    assertThat(places(stops)).isEqualTo(places(all));
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).variableList())
          .as(stops.get(i).toString())
          .containsAll(stops.get(i).variableList());
    }
    assertComments(program, "default", stops);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Locals", "Loops", "Handlers", "Scopes", "Lambdas", GENERATORS})
  void linesAloneAreEnoughToStop(String program) throws Exception {
    List<Stop> stops = run(program, DebuggeeBuild.LINES, "later");
    assertThat(stops).isEqualTo(places(run(program, DebuggeeBuild.DEBUG, "later")));
  }

  @Test
  void theMethodIsShownUnderANameThatEndsInWhatTheUserWrote() throws Exception {
    List<Stop> stops = new DebuggedProgram("Lambdas", DebuggeeBuild.DEBUG, "later").atEveryLine();
    assertThat(stops.stream().map(Stop::method).distinct())
        .containsExactly(
            "lambda$Lambdas$capturing$async",
            "lambda$Lambdas$lambda$capturing$0$async",
            "lambda$Lambdas$Inner$method$async",
            "lambda$Lambdas$Greeter$greet$async");
  }

  private static void assertComments(String program, String tag, List<Stop> stops)
      throws Exception {
    Map<Integer, List<String>> expected = ExpectedStops.of(program, tag);
    assertThat(ExpectedStops.at(expected.keySet(), stops)).isEqualTo(expected);
  }

  private static List<Stop> places(List<Stop> stops) {
    return stops.stream().map(Stop::withoutVariables).toList();
  }

  private static List<Stop> plain(String program) throws Exception {
    return run(program, DebuggeeBuild.PLAIN, "plain");
  }

  private static List<Stop> run(String program, DebuggeeBuild build, String mode) throws Exception {
    String key = program + build + mode;
    List<Stop> stops = RUNS.get(key);
    if (stops == null) {
      stops = new DebuggedProgram(program, build, mode).atEveryLine();
      stops = stops.stream().map(Stop::asWritten).toList();
      RUNS.put(key, stops);
    }
    return stops;
  }
}
