package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same projects without this plugin, and async-javac on maven-compiler-plugin's path. */
class BuildWithAsyncJavacIT {

  private static final String ON_PROCESSOR_PATH =
      """
      <configuration>
                <fork>%s</fork>
                <annotationProcessorPaths>
                  <path>
                    <groupId>dev.continuo</groupId>
                    <artifactId>async-javac</artifactId>
                    <version>${continuo.version}</version>
                  </path>
                </annotationProcessorPaths>
                <compilerArgs>%s</compilerArgs>
              </configuration>
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itWritesWhatThisPluginWrites(boolean fork) throws Exception {
    UserProject mine = UserProject.copyOf("application", folder.resolve("mine"));
    mine.maven("process-test-classes").succeeds();
    UserProject other = withAsyncJavac("application", "other", fork, "");

    other.maven("process-test-classes").succeeds();

    assertThat(contents(other, "target/classes")).isEqualTo(contents(mine, "target/classes"));
    assertThat(contents(other, "target/test-classes"))
        .isEqualTo(contents(mine, "target/test-classes"));
    assertThat(
            other
                .java("target/test-classes:target/classes", "dev.example.StoreCheck")
                .succeeds()
                .output())
        .isEqualTo("checked 42\n");
    UserProject.Run second = other.maven("process-test-classes").succeeds();
    assertThat(second.lines("Nothing to compile")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mistakesHaveTheSameCodesAndLinesAndAColumn(boolean fork) throws Exception {
    UserProject project = withAsyncJavac("misuse", "misuse", fork, "");
    Path sources = project.path("src/main/java/dev/example");

    UserProject.Run build = project.maven("process-classes").fails();

    assertThat(build.lines("[ERROR] " + sources.resolve("Locked.java") + ":[14,5] ASYNC004 "))
        .isNotEmpty();
    assertThat(build.lines("[ERROR] " + sources.resolve("Locked.java") + ":[20,7] ASYNC003 "))
        .isNotEmpty();
    assertThat(build.lines("[ERROR] " + sources.resolve("Outside.java") + ":[11,5] ASYNC001 "))
        .isNotEmpty();
    assertThat(project.path("target/classes/dev/example/Fine.class")).doesNotExist();
  }

  @Test
  void anIncrementalBuildLeavesNothingOfARemovedMethodBehind() throws Exception {
    UserProject project = withAsyncJavac("application", "changed", false, "");
    project.maven("process-classes").succeeds();
    Path bank = project.path("src/main/java/dev/example/Bank.java");
    Files.writeString(
        bank, Files.readString(bank).replaceAll("(?s)// removed by a test.*// to here", ""));

    project.maven("process-classes").succeeds();

    assertThat(project.snapshot("target/classes").keySet())
        .filteredOn(file -> file.contains("async") || file.contains("refund"))
        .hasSize(3)
        .noneMatch(file -> file.contains("refund"));
    assertThat(project.java("target/classes", "dev.example.Store").succeeds().output())
        .isEqualTo("sold 5, totals 7\n");
  }

  @Test
  void settingsAreCompilerArguments() throws Exception {
    UserProject project =
        withAsyncJavac("misuse", "lenient", false, "<arg>-Acontinuo.failOnMisuse=false</arg>");

    UserProject.Run build = project.maven("process-classes").succeeds();

    assertThat(build.lines("[WARNING] ")).anyMatch(line -> line.contains(" ASYNC004 "));
    assertThat(project.path("target/classes/dev/example/Fine$fine$async.class")).exists();
  }

  private UserProject withAsyncJavac(String name, String copy, boolean fork, String arguments)
      throws IOException {
    UserProject project = UserProject.copyOf(name, folder.resolve(copy));
    Path pom = project.path("pom.xml");
    String version = "<version>${compiler-plugin.version}</version>";
    String text =
        Files.readString(pom)
            .replace(version, version + "\n" + ON_PROCESSOR_PATH.formatted(fork, arguments))
            .replaceFirst("(?s)<plugin>\\s*<groupId>dev.continuo</groupId>.*?</plugin>", "");
    assertThat(text).contains("annotationProcessorPaths").doesNotContain("async-maven-plugin");
    Files.writeString(pom, text);
    return project;
  }

  /** The files and what is in them: times of modification are those of the build. */
  private static SortedMap<String, String> contents(UserProject project, String below)
      throws IOException {
    SortedMap<String, String> contents = new TreeMap<>(project.snapshot(below));
    contents.replaceAll((file, timeAndHash) -> timeAndHash.replaceFirst(".* ", ""));
    return contents;
  }
}
