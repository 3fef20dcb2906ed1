package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK 25 that the build found, as in the second run of the unit tests. */
class BuildOnTheNewestJdkIT {

  @Test
  void release25IsTransformedAndRuns(@TempDir Path folder) throws Exception {
    Path java = Path.of(System.getProperty("continuo.jdk25.java", "none"));
    assumeTrue(Files.isExecutable(java), "no JDK 25 found (set JAVA25_HOME)");
    UserProject project =
        UserProject.copyOf("application", folder).withJdk(java.resolve("../..").normalize());

    UserProject.Run build =
        project.maven("process-test-classes", "-Dmaven.compiler.release=25").succeeds();

    assertThat(build.lines("Transformed ")).hasSize(2);
    assertThat(project.java("target/classes", "dev.example.Store").succeeds().output())
        .contains("sold 5, totals 7\n");
  }
}
