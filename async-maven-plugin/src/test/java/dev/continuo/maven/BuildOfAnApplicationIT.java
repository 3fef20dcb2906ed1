package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first build of a project to a change in it, as a user sees it. */
class BuildOfAnApplicationIT {

  @TempDir private Path folder;
  private UserProject project;

  @BeforeEach
  void copyProject() throws IOException {
    project = UserProject.copyOf("application", folder);
  }

  @Test
  void mainAndTestClassesAreTransformedOnceAndRun() throws Exception {
    UserProject.Run first = project.maven("process-test-classes").succeeds();

    assertThat(first.lines("Transformed "))
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).contains("Transformed 4 @Async methods in 2 classes (");
              assertThat(lines.get(1)).contains("Transformed 1 @Async method in 1 class (");
            });
    assertThat(project.java("target/classes", "dev.example.Store").succeeds().output())
        .isEqualTo("sold 5, totals 7\n");
    assertThat(
            project
                .java("target/test-classes:target/classes", "dev.example.StoreCheck")
                .succeeds()
                .output())
        .isEqualTo("checked 42\n");

    SortedMap<String, String> classes = project.snapshot("target/classes");
    SortedMap<String, String> testClasses = project.snapshot("target/test-classes");
    UserProject.Run second = project.maven("process-test-classes").succeeds();

    assertThat(second.lines("Transformed ")).isEmpty();
    assertThat(second.lines("Nothing to compile")).hasSize(2);
    assertThat(project.snapshot("target/classes")).isEqualTo(classes);
    assertThat(project.snapshot("target/test-classes")).isEqualTo(testClasses);
  }

  @Test
  void anIncrementalBuildTransformsWhatWasCompiledAndARemovedMethodLeavesNothingBehind()
      throws Exception {
    project.maven("process-classes").succeeds();
    assertThat(project.snapshot("target/classes").keySet())
        .filteredOn(file -> file.contains("refund"))
        .hasSize(1);
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
  void aSkippedTransformationLeavesClassesThatSayWhatIsWrong() throws Exception {
    UserProject.Run build =
        project.maven("process-classes", "-Dcontinuo.excludes=dev.example.Store").succeeds();

    assertThat(build.lines("Transformed ")).hasSize(1);
    assertThat(project.java("target/classes", "dev.example.Store").fails().output())
        .contains("NotTransformedError");
  }
}
