package dev.continuo.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scripts of the page, run where their tools are part of a JDK or come as artifacts. */
class RecipesIT {

  static final String HELLO = "[hello a, hello b, hello c]";

  @TempDir Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @BeforeEach
  void thereIsAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the scripts of the recipes need a shell");
  }

  @Test
  void antWithJavacAndWithTheCommandLine() throws Exception {
    Project project = Project.ofHello("ant", folder, Jdk.own());
    String ant =
        Project.libraries("ant-").stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    project.command(
        "ant", "exec java -cp '" + ant + "' org.apache.tools.ant.launch.Launcher \"$@\"\n");

    String output = project.script().succeeds().output();

    assertThat(output.split("\\Q[java] " + HELLO, -1)).hasSize(3);
    assertThat(output).contains("classes: transformed 2 @Async methods in 1 class");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void jshellTransformsWhatIsTypedAndDeclaredAgain(Jdk jdk) throws Exception {
    assumeTrue(jdk.has("jshell"), "no jshell in " + jdk);
    Project project = Project.ofHello("jshell", folder, jdk);
    project.command(
        "jshell",
        "exec '%s' -J-Djava.util.prefs.userRoot='%s' \"$@\"\n"
            .formatted(jdk.program("jshell"), folder));

    String output = project.script().succeeds().output();

    assertThat(output.lines().filter(line -> line.matches("-?[0-9]+")))
        .containsExactly("42", "6", "6", "6");
    assertThat(output)
        .contains("is not redefined: what its coroutines keep while they wait would change")
        .doesNotContain("rror");
  }

  @Test
  void aNotebookRunsItsCellsInsideOfItsOwnLoop() throws Exception {
    String output = Project.of("notebook", folder, Jdk.own()).script().succeeds().output();

    assertThat(output.lines().toList()).endsWith("42").doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anImageHoldsTheProgramAndWhatItNeeds(Jdk jdk) throws Exception {
    assumeTrue(jdk.has("jlink"), "no jlink in " + jdk);
    Project project = Project.ofHello("jlink", folder, jdk);
    Path source = folder.resolve(Path.of("src", "main", "java", "module-info.java"));
    assertThat(source).isRegularFile();

    assertThat(project.script().succeeds().output().strip()).isEqualTo(HELLO);

    assertThat(
            project
                .run(List.of("image/bin/java", "--list-modules"))
                .succeeds()
                .output()
                .lines()
                .map(line -> line.replaceAll("@.*", "")))
        .containsExactly(
            "com.example.hello", "dev.continuo.annotations", "dev.continuo.runtime", "java.base");
  }

  @Test
  void coroutineClassesComeOutOfTheArchive() throws Exception {
    Jdk jdk = Jdk.own();
    assumeTrue(
        Files.exists(jdk.home().resolve(Path.of("lib", "server", "classes.jsa"))),
        "no archive of its own classes in " + jdk);

    assertArchived(Project.ofHello("class-archive", folder, jdk).script().succeeds().output());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void coroutineClassesComeOutOfTheCacheThatAnAgentMakesTheJvmDrop(Jdk jdk) throws Exception {
    assumeTrue(jdk.feature() >= 25, "no AOT cache in " + jdk);
    Project project = Project.ofHello("aot-cache", folder, jdk);

    assertArchived(project.script().succeeds().output());

    String underAgent =
        project
            .run(
                List.of(
                    jdk.program("java"),
                    "-XX:AOTCache=hello.aot",
                    "-javaagent:lib/async-agent.jar",
                    "-Xlog:class+load",
                    "-cp",
                    "hello.jar:lib/async-runtime.jar:lib/async-annotations.jar",
                    "com.example.Hello"))
            .succeeds()
            .output();
    assertThat(underAgent).contains(HELLO).contains("java.instrument specified during runtime");
    assertThat(underAgent.lines().filter(line -> line.contains("Hello$all$async source")))
        .hasSize(1)
        .allMatch(line -> line.contains("file:"));
  }

  /** Both runs printed what the program prints, and the second found its classes. */
  private static void assertArchived(String output) {
    assertThat(output.split("\\Q" + HELLO, -1)).hasSize(3);
    for (String name : List.of("Hello", "Hello$hello$async", "Hello$all$async")) {
      assertThat(output).contains("com.example." + name + " source: shared objects file");
    }
  }
}
