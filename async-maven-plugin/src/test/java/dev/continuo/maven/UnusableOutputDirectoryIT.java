package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnusableOutputDirectoryIT {

  @TempDir private Path folder;
  private UserProject project;

  @BeforeEach
  void compileOnly() throws Exception {
    project = UserProject.copyOf("application", folder);
    project.maven("process-classes", "-Dcontinuo.skip").succeeds();
  }

  @Test
  void aCorruptClassFileIsNamedAndNothingIsTransformed() throws Exception {
    Path corrupt = project.path("target/classes/dev/example/Broken.class");
    Files.writeString(corrupt, "not a class");
    SortedMap<String, String> before = project.snapshot("target/classes");

    UserProject.Run build = project.maven("process-classes").fails();

    assertThat(build.lines("[ERROR] " + corrupt + " ASYNC011 "))
        .singleElement()
        .asString()
        .endsWith(": delete it and compile again");
    assertThat(project.snapshot("target/classes")).isEqualTo(before);
  }

  @Test
  void aReadOnlyDirectoryIsNamedAndNothingIsTransformed() throws Exception {
    Path directory = project.path("target/classes/dev/example");
    SortedMap<String, String> before = project.snapshot("target/classes");

    UserProject.Run build;
    boolean immutable = lock(directory);
    try {
      build = project.maven("process-classes").fails();
    } finally {
      unlock(directory, immutable);
    }

    assertThat(build.lines(": cannot be written ("))
        .singleElement()
        .asString()
        .startsWith("[ERROR] " + directory + "/")
        .endsWith(": make the file and its directory writable, or build into another directory");
    assertThat(build.lines("1 unusable file, listed above; no class was changed")).isNotEmpty();
    assertThat(project.snapshot("target/classes")).isEqualTo(before);
  }

  /**
   * Permissions do not count for root: the file system's immutable flag does.
   *
   * @return whether that flag is set now
   */
  private static boolean lock(Path directory) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    boolean flagNeeded = Files.isWritable(directory);
    if (flagNeeded) {
      assertThat(chattr("+i", directory)).as("directory can be made read-only").isZero();
    }
    return flagNeeded;
  }

  private static void unlock(Path directory, boolean immutable)
      throws IOException, InterruptedException {
    if (immutable) {
      chattr("-i", directory);
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static int chattr(String flag, Path directory) throws IOException, InterruptedException {
    return new ProcessBuilder("chattr", flag, directory.toString()).start().waitFor();
  }
}
