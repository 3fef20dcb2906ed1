package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathInputsTest {

  @Test
  void anOutputDirectoryThatDoesNotExistIsLeftOutAndAMissingJarIsNot(@TempDir Path folder) {
    Path noClasses = folder.resolve("target/classes");
    Path missingJar = folder.resolve("library.jar");
    var inputs =
        new AbstractTransformMojo.Inputs(
            folder.toFile(),
            List.of(noClasses.toString(), missingJar.toString(), folder.toString()),
            List.of());

    assertThat(inputs.entries()).containsExactly(missingJar, folder);
  }
}
