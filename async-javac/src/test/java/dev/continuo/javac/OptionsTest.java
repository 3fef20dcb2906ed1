package dev.continuo.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings do to a compilation; {@link SettingsTest} has how they are given. */
class OptionsTest {

  private static final String GOOD =
      "class Good { @Async static Coroutine<Integer> one() { return value(await(value(1))); } }";
  private static final String BAD = "class Bad { int m() { return await(value(1)); } }";

  @TempDir private Path folder;

  private InProcess program(String... options) throws Exception {
    return new InProcess(folder).options(options).source("Good.java", GOOD).source("Bad.java", BAD);
  }

  @Test
  void anErrorFailsAndLeavesNoClass() throws Exception {
    InProcess program = program();

    InProcess.Run run = program.compile().fails();

    assertThat(run.messages()).singleElement().asString().startsWith("ERROR ASYNC001 'await'");
    assertThat(program.classFiles()).isEmpty();
  }

  @Test
  void toleratedErrorsAreWarningsAndLeaveTheirClassesAsCompiled() throws Exception {
    InProcess program = program("-Xplugin:Continuo failOnMisuse=false");

    InProcess.Run run = program.compile().succeeds();

    assertThat(run.messages())
        .hasSize(2)
        .satisfies(
            messages -> {
              assertThat(messages.get(0)).startsWith("MANDATORY_WARNING ASYNC001 ");
              assertThat(messages.get(1)).contains("left untransformed").endsWith(": Bad");
            });
    assertThat(program.classFiles().keySet())
        .containsExactly("Bad.class", "Good$one$async.class", "Good.class");
  }

  @Test
  void skippedClassesAreAsCompiled() throws Exception {
    InProcess program = program("-Acontinuo.skip=true");

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles().keySet()).containsExactly("Bad.class", "Good.class");
  }

  @Test
  void excludedClassesAreNotLookedAt() throws Exception {
    InProcess program = program("-Acontinuo.excludes=Bad");

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles()).containsKey("Good$one$async.class");
  }

  @Test
  void onlyIncludedClassesAreTransformed() throws Exception {
    InProcess program = program("-Xplugin:Continuo includes=Nothing,Else");

    program.compile().succeeds();

    assertThat(program.classFiles().keySet()).containsExactly("Bad.class", "Good.class");
  }

  @Test
  void aSettingThatDoesNotExistFails() throws Exception {
    InProcess program = program("-Acontinuo.verfy=false");

    InProcess.Run run = program.compile().fails();

    assertThat(run.messages())
        .anyMatch(m -> m.startsWith("ERROR '-Acontinuo.verfy' is no setting of Continuo"));
    assertThat(program.classFiles()).isEmpty();
  }

  @Test
  void warningsFailWhereTheUserWantsThatAndClassesAreWhole() throws Exception {
    String warned =
        "class W { @Async Coroutine<Integer> a() { return value(1); }"
            + " @Async Coroutine<Integer> b() { a(); return value(await(a())); } }";

    InProcess lenient = new InProcess(folder.resolve("a")).source("W.java", warned);
    assertThat(lenient.compile().succeeds().messages())
        .singleElement()
        .asString()
        .startsWith("WARNING ASYNC101 ");

    InProcess strict =
        new InProcess(folder.resolve("b")).options("-Werror").source("W.java", warned);
    assertThat(strict.compile().fails().messages())
        .anyMatch(m -> m.startsWith("WARNING ASYNC101 "))
        .anyMatch(m -> m.startsWith("ERROR warnings found and -Werror"));
  }

  @Test
  void nothingIsSaidUnderAllLintsButThatNobodyClaimsTheAnnotation() throws Exception {
    InProcess program =
        new InProcess(folder)
            .options("-Xlint:all,-processing,-path,-classfile,-options", "-Werror")
            .source("Good.java", GOOD);

    assertThat(program.compile().succeeds().messages()).isEmpty();
    assertThat(program.classFiles()).containsKey("Good$one$async.class");
  }
}
