package dev.continuo.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project out of {@code src/projects}, copied to a folder of its own, with the jars of this build
 * in {@code lib}, where the page tells the reader to put them.
 */
record Project(Path folder, Jdk jdk) {

  static final Path PROJECTS = Path.of("src", "projects");

  private static final Path MODULES = Path.of("..").toAbsolutePath().normalize();
  private static final String VERSION = System.getProperty("continuo.version");

  /** What a process printed on both its streams, and how it ended. */
  record Run(int exitCode, String output) {
    Run succeeds() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }
  }

  /** The project with sources of its own. */
  static Project of(String name, Path folder, Jdk jdk) throws IOException {
    copy(PROJECTS.resolve(name), folder);
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (String module : List.of("runtime", "annotations", "javac", "agent")) {
      Files.copy(jar("async-" + module, ""), lib.resolve("async-" + module + ".jar"));
    }
    Files.copy(jar("async-cli", "-all"), lib.resolve("async-cli-all.jar"));
    Files.createDirectories(folder.resolve("bin"));
    return new Project(folder, jdk);
  }

  /** The project with the program that all simple recipes build. */
  static Project ofHello(String name, Path folder, Jdk jdk) throws IOException {
    copy(PROJECTS.resolve("program"), folder.resolve(Path.of("src", "main", "java")));
    return of(name, folder, jdk);
  }

  /** A command that the project's script finds before any of the machine. */
  void command(String name, String shell) throws IOException {
    Path command = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + shell);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs the script that stands on the page. */
  Run script() throws IOException, InterruptedException {
    return run(List.of("/bin/sh", "run.sh"));
  }

  Run run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", jdk.home().toString());
    environment.put(
        "PATH",
        Stream.of(
                folder.resolve("bin").toString(),
                jdk.home().resolve("bin").toString(),
                environment.get("PATH"))
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow());
    Process process = builder.start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    String output = Files.readString(log);
    assertThat(ended).as("%s ended in time:%n%s", command, output).isTrue();
    return new Run(process.exitValue(), output);
  }

  /** The entries of this test's class path whose file names start so. */
  static List<Path> libraries(String... names) {
    List<Path> libraries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String file = Path.of(entry).getFileName().toString();
      if (Stream.of(names).anyMatch(file::startsWith)) {
        libraries.add(Path.of(entry));
      }
    }
    assertThat(libraries).hasSizeGreaterThanOrEqualTo(names.length);
    return libraries;
  }

  /** A local repository, as far as other build tools need one, with what this build has made. */
  static Path repository(Path folder) throws IOException {
    install(folder, "continuo-parent", MODULES.resolve("pom.xml"));
    for (String module : List.of("async-runtime", "async-annotations", "async-javac")) {
      Path reduced = MODULES.resolve(Path.of(module, "target", "dependency-reduced-pom.xml"));
      Path pom = MODULES.resolve(Path.of(module, "pom.xml"));
      install(folder, module, Files.exists(reduced) ? reduced : pom);
      Files.copy(jar(module, ""), installed(folder, module, ".jar"));
    }
    return folder;
  }

  private static void install(Path repository, String artifact, Path pom) throws IOException {
    Path target = installed(repository, artifact, ".pom");
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    Files.copy(pom, target);
  }

  private static Path installed(Path repository, String artifact, String type) {
    return repository.resolve(
        Path.of("dev", "continuo", artifact, VERSION, artifact + "-" + VERSION + type));
  }

  private static Path jar(String module, String classifier) {
    Path jar =
        MODULES.resolve(Path.of(module, "target", module + "-" + VERSION + classifier + ".jar"));
    assertThat(jar).as("made by the build of %s; use -am", module).isRegularFile();
    return jar;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
  }
}
