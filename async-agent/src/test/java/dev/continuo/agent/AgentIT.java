package dev.continuo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryTransformation;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that plain javac compiled, started with {@code -javaagent}. */
class AgentIT {

  private static final String HELLO = "closed\nsum 10\n";

  static Stream<Path> javas() {
    return Program.javas();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void classesAreTransformedAsTheyAreLoaded(Path java, @TempDir Path folder) {
    Program.Run run = Program.of(folder, "Hello").run(java, "", "dev.example.Hello").succeeds();
    assertThat(run.output()).isEqualTo(HELLO);
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aClassWithAMistakeSaysSoAndItsAsyncMethodsThrowIt(Path java, @TempDir Path folder) {
    Program.Run run = Program.of(folder, "Mistake").run(java, "", "dev.example.Mistake").succeeds();
    assertThat(run.output())
        .startsWith("plain code of that class runs\nother classes run\n")
        .contains("NotTransformedError: dev.example.Mistake$Locked could not be transformed")
        .contains("dev/example/Mistake.java:[19] ASYNC003");
    assertThat(run.errors())
        .contains("[async-agent] error: dev/example/Mistake.java:[19] ASYNC003")
        .contains("dev.example.Mistake$Locked is not transformed");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void misuseMayBeAWarning(Path java, @TempDir Path folder) {
    Program.Run run =
        Program.of(folder, "Mistake")
            .run(java, "=failOnMisuse=false", "dev.example.Mistake")
            .succeeds();
    assertThat(run.output()).contains("await ran in a class that was not transformed");
    assertThat(run.errors()).startsWith("[async-agent] warning: ").contains("ASYNC003");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void classesThatTheBuildTransformedPassThrough(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello");
    assertThat(
            DirectoryTransformation.of(program.classes())
                .withClassPath(
                    Stream.of(Program.runtime().split(File.pathSeparator)).map(Path::of).toList())
                .run(new Silence())
                .classes())
        .isEqualTo(2);
    Program.Run run = program.run(java, "", "dev.example.Hello").succeeds();
    assertThat(run.output()).isEqualTo(HELLO);
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void onlyChosenClassesAreTransformed(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello");
    assertThat(program.run(java, "=includes=dev.example.**;org.*", "dev.example.Hello").output())
        .isEqualTo(HELLO);
    assertThat(program.run(java, "=excludes=dev.example.*", "dev.example.Hello").errors())
        .contains("was not transformed");
    assertThat(program.run(java, "=skip", "dev.example.Hello").errors())
        .contains("was not transformed");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aDefectInAnExcludedClassDoesNotTouchIt(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello", "Hostile");
    Program.Run all = program.run(java, "", "dev.example.Hostile", "error").succeeds();
    assertThat(all.output()).contains("dev.example.Hello could not be transformed");
    assertThat(all.errors()).contains("Hello is not transformed", "closed for today");

    Program.Run excluded =
        program.run(java, "=excludes=dev.example.Hello", "dev.example.Hostile", "error").succeeds();
    assertThat(excluded.output()).contains("await ran in a class that was not transformed");
    assertThat(excluded.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aLoaderThatThrowsAnswersNothing(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello", "Hostile");
    Program.Run run = program.run(java, "", "dev.example.Hostile", "exception").succeeds();
    // Nobody can know that Door is an AsyncCloseable then: its close says so.
    assertThat(run.output()).contains("NotTransformedError: the close() of an AsyncCloseable");
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aClassThatStaysAsItIsMayHaveWarnings(Path java, @TempDir Path folder) {
    Program.Run run = Program.of(folder, "Dropped").run(java, "", "dev.example.Dropped").succeeds();
    assertThat(run.output()).isEqualTo("no nap\n");
    assertThat(run.errors())
        .isEqualToIgnoringNewLines(
            "[async-agent] warning: dev/example/Dropped.java:[16] ASYNC101 the result of nap is"
                + " never awaited, so nothing of it runs: await it, or make it a task with"
                + " createTask");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aWrongOptionEndsTheJvmWithAMessage(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello");
    Program.Run run = program.run(java, "=include=x", "dev.example.Hello");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).startsWith("[async-agent] error: no option 'include'; options are");
    assertThat(program.run(java, "=verify=no", "dev.example.Hello").errors())
        .contains("verify is true or false, not 'no'");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void loadersThatDefineTheirOwnAndWorkInParallel(Path java, @TempDir Path folder) {
    Program.Run run =
        Program.of(folder, "Hello", "Loaders").run(java, "", "dev.example.Loaders").succeeds();
    assertThat(run.output().lines().filter(line -> !line.equals("closed")))
        .hasSize(20)
        .containsOnly("[10, 10, 10, 10]");
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void aJarOfJars(Path java, @TempDir Path folder) throws Exception {
    Program program = Program.of(folder, "Hello");
    Path jar = ExecutableJars.ofSpringBoot(program, "dev.example.Hello");
    Program.Run run =
        program.java(java, List.of("-javaagent:" + Program.AGENT, "-jar", jar.toString()));
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anExecutableJarStartsTheAgentInIt(Path java, @TempDir Path folder) throws Exception {
    Program program = Program.of(folder, "Hello");
    Path jar = ExecutableJars.withAgent(program, "dev.example.Hello");
    Program.Run run = program.java(java, List.of("-jar", jar.toString())).succeeds();
    assertThat(run.errors()).isEmpty();
    assertThat(run.output()).isEqualTo(HELLO);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anAgentThatIsAttachedNamesWhatWasLoadedBeforeAnyAgentOnly(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello", "Subject", "Attaches");
    Program.Run run =
        program
            .java(
                java,
                List.of(
                    "-Djdk.attach.allowAttachSelf=true",
                    "-XX:+EnableDynamicAgentLoading",
                    "-cp",
                    program.classes() + File.pathSeparator + Program.runtime(),
                    "dev.example.Attaches",
                    Program.AGENT.toString()))
            .succeeds();
    assertThat(run.output()).isEqualTo(HELLO);
    assertThat(run.errors().lines())
        .hasSize(2)
        .allMatch(line -> line.contains("dev.example.Subject was loaded before the agent"));
  }

  @ParameterizedTest
  @MethodSource("javas")
  void anAgentThatIsAttachedWithAWrongOptionIsNotStarted(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "Hello", "AttachesWrongly");
    Program.Run run =
        program
            .java(
                java,
                List.of(
                    "-Djdk.attach.allowAttachSelf=true",
                    "-XX:+EnableDynamicAgentLoading",
                    "-cp",
                    program.classes() + File.pathSeparator + Program.runtime(),
                    "dev.example.AttachesWrongly",
                    Program.AGENT.toString()))
            .succeeds();
    assertThat(run.output())
        .startsWith("not started\n")
        .contains("await ran in a class that was not transformed");
    assertThat(run.errors()).contains("no option 'include'; options are");
  }

  @ParameterizedTest
  @MethodSource("javas")
  void withoutTheRuntimeAsyncMethodsSayWhatIsMissing(Path java, @TempDir Path folder) {
    Program program = Program.of(folder, "WithoutRuntime");
    Program.Run run =
        program
            .java(
                java,
                List.of(
                    "-javaagent:" + Program.AGENT,
                    "-cp",
                    program.classes().toString(),
                    "dev.example.WithoutRuntime"))
            .succeeds();
    assertThat(run.output().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("plain code of that class runs"),
            line ->
                assertThat(line)
                    .startsWith(
                        "dev.example.WithoutRuntime$Store could not be transformed when it was"
                            + " loaded: async-runtime is not on the class path ("),
            line ->
                assertThat(line)
                    .startsWith("dev.example.WithoutRuntime$Locked could not be transformed")
                    .contains("async-runtime is not on the class path (")
                    .contains("WithoutRuntime.java:[30] ASYNC003"));
    assertThat(run.errors())
        .contains(
            "error: dev.example.WithoutRuntime$Store is not transformed, as async-runtime is not on"
                + " the class path; its @Async methods will throw the reason");
  }

  private static final class Silence implements DirectoryListener {
    @Override
    public void diagnostic(Diagnostic diagnostic) {}

    @Override
    public void warning(String message) {}

    @Override
    public void transformed(String className, int methods) {}
  }
}
