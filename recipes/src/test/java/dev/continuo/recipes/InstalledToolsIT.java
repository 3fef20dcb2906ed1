package dev.continuo.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recipes for build tools that cannot be had as artifacts. They run where such a tool is installed
 * and the build is told so, as some fetch more by themselves: {@code mvn verify
 * -Drecipes.tools=gradle,sbt,bazel}.
 */
class InstalledToolsIT {

  private static final Pattern GRADLE_VERSION = Pattern.compile("(?m)^Gradle ([0-9]+)");

  @TempDir Path folder;
  @TempDir Path repository;

  @Test
  void gradle() throws Exception {
    assumeInstalled("gradle");
    Path own = Files.createDirectories(folder.resolve("gradle-home"));
    Project probe = new Project(own, Jdk.own());
    Matcher version =
        GRADLE_VERSION.matcher(probe.run(List.of("gradle", "--version")).succeeds().output());
    assertThat(version.find()).isTrue();
    // Without the processor's own configuration, and without Kotlin scripts, before 5.
    String recipe = Integer.parseInt(version.group(1)) < 5 ? "gradle-groovy" : "gradle";
    Project project = Project.ofHello(recipe, folder.resolve("project"), Jdk.own());
    Path init =
        Files.writeString(
            folder.resolve("init.gradle"),
            """
            allprojects {
              repositories {
                maven { url '%s' }
                maven { url '%s' }
              }
            }
            """
                .formatted(
                    Project.repository(repository).toUri(),
                    Path.of(System.getProperty("continuo.machine.repository")).toUri()));
    Path real = installed("gradle");
    project.command(
        "gradle",
        "exec '%s' --no-daemon --offline -g '%s' -I '%s' \"$@\"\n".formatted(real, own, init));

    assertThat(project.script().succeeds().output()).contains(RecipesIT.HELLO);
  }

  @Test
  void sbt() throws Exception {
    assumeInstalled("sbt");
    Project project = Project.ofHello("sbt", folder, Jdk.own());
    Files.writeString(
        folder.resolve("here.sbt"),
        "ThisBuild / resolvers += \"here\" at \"%s\"%n"
            .formatted(Project.repository(repository).toUri()));

    assertThat(project.script().succeeds().output()).contains(RecipesIT.HELLO);
  }

  @Test
  void bazelWithJavac() throws Exception {
    assumeInstalled("bazel");
    Project project = Project.ofHello("bazel", folder.resolve("project"), Jdk.own());
    Files.createFile(project.folder().resolve("WORKSPACE")); // for versions before 7
    Path root = folder.resolve("bazel");
    Path real = installed("bazel");
    project.command("bazel", "exec '%s' --output_user_root='%s' \"$@\"\n".formatted(real, root));
    try {
      assertThat(project.script().succeeds().output()).contains(RecipesIT.HELLO);
    } finally {
      project.run(List.of("bin/bazel", "shutdown"));
      // What it keeps is not writable, and could not be deleted.
      project.run(List.of("chmod", "-R", "u+w", folder.toString()));
    }
  }

  private static void assumeInstalled(String tool) {
    assumeTrue(
        List.of(System.getProperty("recipes.tools", "").split(",", -1)).contains(tool),
        tool + " is no artifact: install it and say -Drecipes.tools=" + tool);
  }

  private static Path installed(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path program = Path.of(folder, tool);
      if (Files.isExecutable(program)) {
        return program;
      }
    }
    throw new AssertionError(tool + " was asked for with recipes.tools, and is not on PATH");
  }
}
