package dev.continuo.transform.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stepping over an await that completes at once leads to the next line, as in plain Java. */
class SteppingTest {

  @ParameterizedTest
  @CsvSource({
    "Locals, 'int r = await(later(9));'",
    "Locals, 'int one = await(callee(a));'",
    "Locals, '+ await(later(1)) //@'",
    "Loops, 'int r = await(later(i * 10));'",
    "Loops, 'while (await(later(n)) > 0)'",
    "Loops, 'int outside = await(later(100));'",
    "Handlers, 'int inTry = await(later(n));'",
    "Handlers, 'int one = await(later(10));'",
    "Handlers, 'switch (await(later(key)))'",
    "Scopes, 'long inner = 6;'",
    "Scopes, 'a[0] += await(later(5));'"
  })
  void stepsOverAwaitsArriveWhereTheyDoInPlainJava(String program, String code) throws Exception {
    int line = ExpectedStops.lineOf(program, code);
    List<Stop> plain = steps(program, line, DebuggeeBuild.PLAIN, "plain");
    assertThat(plain).hasSizeGreaterThan(2);
    assertThat(steps(program, line, DebuggeeBuild.DEBUG, "now")).isEqualTo(plain);
  }

  private static List<Stop> steps(String program, int line, DebuggeeBuild build, String mode)
      throws Exception {
    return new DebuggedProgram(program, build, mode)
        .steppingFrom(line).stream().map(Stop::asWritten).toList();
  }
}
