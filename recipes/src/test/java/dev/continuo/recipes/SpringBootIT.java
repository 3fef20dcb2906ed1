package dev.continuo.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/**
 * The application of the page, without Maven: compiled by plain javac, transformed by the command
 * line as the goal {@code transform} would do, and packed by what Spring Boot's plugins pack with.
 */
class SpringBootIT {

  @TempDir Path folder;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @Test
  void fromAClassPathAsInAnIde() throws Exception {
    Project project = compiled(Jdk.own());
    transform(project);

    assertServes(
        java(
            project,
            "-cp",
            "classes" + File.pathSeparator + classPath(),
            "com.example.Application"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void asAPackagedJarThatTheBuildTransformed(Jdk jdk) throws Exception {
    Project project = compiled(jdk);
    transform(project);

    assertServes(java(project, "-jar", packed().toString()));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void asAPackagedJarWithTheAgent(Jdk jdk) throws Exception {
    Project project = compiled(jdk);

    assertServes(java(project, "-javaagent:lib/async-agent.jar", "-jar", packed().toString()));
  }

  @Test
  void withoutEitherItSaysWhatIsMissing() throws Exception {
    Project project = compiled(Jdk.own());

    Project.Run run = java(project, "-jar", packed().toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output()).contains("NotTransformedError").contains("-javaagent:async-agent.jar");
  }

  private static void assertServes(Project.Run run) {
    assertThat(run.succeeds().output()).contains("Started Application").contains("\ntotal 12\n");
    assertThat(run.output()).doesNotContain("[async-agent]");
  }

  private Project compiled(Jdk jdk) throws Exception {
    Project project = Project.of("spring-boot", folder, jdk);
    List<String> command =
        new ArrayList<>(
            List.of(
                Jdk.own().program("javac"),
                "-parameters",
                "-proc:none",
                "-d",
                "classes",
                "-cp",
                classPath()));
    try (Stream<Path> sources = Files.walk(folder.resolve("src"))) {
      sources.filter(Files::isRegularFile).map(Path::toString).forEach(command::add);
    }
    project.run(command).succeeds();
    return project;
  }

  private static void transform(Project project) throws Exception {
    java(
            project,
            "-jar",
            "lib/async-cli-all.jar",
            "--class-path",
            "lib/async-runtime.jar",
            "classes")
        .succeeds();
  }

  /** These JVMs live for a second: a good compiler would need longer to be of use. */
  private static Project.Run java(Project project, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(project.jdk().program("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(arguments));
    return project.run(command);
  }

  private Path packed() throws IOException, InterruptedException {
    Path thin = folder.resolve("thin.jar");
    new Project(folder, Jdk.own())
        .run(
            List.of(
                Jdk.own().program("jar"),
                "--create",
                "--file",
                thin.toString(),
                "-C",
                "classes",
                "."))
        .succeeds();
    Repackager repackager = new Repackager(thin.toFile());
    repackager.setMainClass("com.example.Application");
    File jar = folder.resolve("shop-1.jar").toFile();
    repackager.repackage(
        jar,
        callback -> {
          for (Path library : libraries()) {
            callback.library(new Library(library.toFile(), LibraryScope.COMPILE));
          }
        });
    return jar.toPath();
  }

  private String classPath() {
    return libraries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** What the dependencies of the page's pom.xml bring. */
  private List<Path> libraries() {
    List<Path> libraries =
        new ArrayList<>(
            Project.libraries(
                "spring-",
                "micrometer-",
                "logback-",
                "slf4j-",
                "log4j-",
                "jul-to-slf4j",
                "jakarta.annotation",
                "snakeyaml"));
    libraries.removeIf(path -> path.toString().contains("loader-tools"));
    libraries.add(folder.resolve("lib/async-runtime.jar"));
    libraries.add(folder.resolve("lib/async-annotations.jar"));
    return libraries;
  }
}
