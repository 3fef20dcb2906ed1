package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildWithMisuseIT {

  @TempDir private Path folder;
  private UserProject project;
  private List<String> mistakes;

  @BeforeEach
  void copyProject() throws Exception {
    project = UserProject.copyOf("misuse", folder);
    Path sources = project.path("src/main/java/dev/example");
    mistakes =
        List.of(
            sources.resolve("Locked.java") + ":[14] ASYNC004 ",
            sources.resolve("Locked.java") + ":[20] ASYNC003 ",
            sources.resolve("Outside.java") + ":[11] ASYNC001 ");
  }

  @Test
  void everyMistakeOfTheModuleIsReportedAndNothingIsTransformed() throws Exception {
    UserProject.Run build = project.maven("process-classes").fails();

    assertThat(build.lines(" ASYNC0")).hasSize(3);
    for (String mistake : mistakes) {
      assertThat(build.lines("[ERROR] " + mistake)).as(mistake).hasSize(1);
    }
    assertThat(build.lines("3 errors in async code, listed above; no class was changed"))
        .isNotEmpty();
    assertThat(project.snapshot("target/classes").keySet())
        .containsExactly(
            "dev/example/Fine.class", "dev/example/Locked.class", "dev/example/Outside.class");
  }

  @Test
  void toleratedMistakesAreWarningsAndLeaveTheirClassesAsCompiled() throws Exception {
    project.maven("process-classes", "-Dcontinuo.skip").succeeds();
    Map<String, String> compiled = new TreeMap<>(project.snapshot("target/classes"));

    UserProject.Run build =
        project.maven("process-classes", "-Dcontinuo.failOnMisuse=false").succeeds();

    for (String mistake : mistakes) {
      assertThat(build.lines("[WARNING] " + mistake)).as(mistake).hasSize(1);
    }
    assertThat(build.lines("left untransformed"))
        .singleElement()
        .asString()
        .contains("3 errors")
        .endsWith("dev.example.Locked, dev.example.Outside");
    assertThat(build.lines("Transformed 1 @Async method in 1 class (")).hasSize(1);
    compiled.remove("dev/example/Fine.class");
    assertThat(project.snapshot("target/classes")).containsAllEntriesOf(compiled).hasSize(4);
  }
}
