package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOfAReactorIT {

  @Test
  void modulesAreTransformedInParallelBuilds(@TempDir Path folder) throws Exception {
    UserProject project = UserProject.copyOf("reactor", folder);

    UserProject.Run build = project.maven("-T", "2", "process-classes").succeeds();

    assertThat(build.lines("Transformed 1 @Async method in 1 class (")).hasSize(2);
    assertThat(build.lines("not marked as thread-safe")).isEmpty();
    assertThat(
            project
                .java("service/target/classes:library/target/classes", "dev.example.Service")
                .succeeds()
                .output())
        .isEqualTo("tick tick\n");
  }
}
