package dev.continuo.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A user's project, copied from {@code src/it} to a folder of its own, and the programs that run on
 * it: Maven as the user would start it, and java.
 *
 * <p>Maven sees a local repository that holds only what this build has made; everything else comes
 * from the local repository of the machine, which stands in for the network.
 */
final class UserProject {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path REPOSITORY = TARGET.resolve("local-repo");

  private final Path root;
  private final Path javaHome;

  private UserProject(Path root, Path javaHome) {
    this.root = root;
    this.javaHome = javaHome;
  }

  /** A fresh copy of {@code src/it/name}. */
  static UserProject copyOf(String name, Path folder) throws IOException {
    Path source = Path.of("src/it", name).toAbsolutePath();
    // Maven takes the settings of the next .mvn above; the user's project has none.
    Files.createDirectories(folder.resolve(".mvn"));
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.resolve(".."));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new UserProject(folder.toRealPath(), Path.of(System.getProperty("java.home")));
  }

  /** The same project, built and run by another JDK. */
  UserProject withJdk(Path otherHome) {
    return new UserProject(root, otherHome);
  }

  Path path(String below) {
    return root.resolve(below);
  }

  /** Runs Maven and tells how it went. */
  Run maven(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("continuo.maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings().toString()));
    command.add("-Dmaven.repo.local=" + REPOSITORY);
    for (String version :
        List.of("continuo.version", "compiler-plugin.version", "resources-plugin.version")) {
      command.add("-D" + version + "=" + System.getProperty(version));
    }
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a program of the project, with everything verified and assertions on. */
  Run java(String classPath, String mainClass) throws IOException, InterruptedException {
    String path =
        Stream.concat(
                Arrays.stream(classPath.split(":")).map(entry -> path(entry).toString()),
                Stream.of(installed("async-runtime"), installed("async-annotations")))
            .collect(Collectors.joining(":"));
    return run(
        List.of(
            javaHome.resolve("bin/java").toString(),
            "-Xverify:all",
            "-ea",
            "-cp",
            path,
            mainClass));
  }

  /** Every file below a directory, with its content and time of last modification. */
  SortedMap<String, String> snapshot(String below) throws IOException {
    Path directory = path(below);
    SortedMap<String, String> snapshot = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        snapshot.put(
            directory.relativize(file).toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return snapshot;
  }

  private static String installed(String artifact) {
    String version = System.getProperty("continuo.version");
    return REPOSITORY
        .resolve(Path.of("dev", "continuo", artifact, version, artifact + "-" + version + ".jar"))
        .toString();
  }

  private Run run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(root, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().keySet().removeAll(List.of("MAVEN_ARGS", "MAVEN_HOME"));
    // These runs are short: what a good compiler would need to warm up is most of them.
    builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String output = Files.readString(log);
    assertThat(ended).as("%s ended in time:%n%s", command, output).isTrue();
    return new Run(process.exitValue(), output);
  }

  /** The machine's repository has no checksums of its own, and Maven 4 would insist on them. */
  private static Path settings() throws IOException {
    return Files.writeString(
        TARGET.resolve("it-settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror>
              <id>machine</id>
              <mirrorOf>*</mirrorOf>
              <url>%1$s</url>
            </mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>machine</id>
              <repositories>
                <repository>
                  <id>central</id>
                  <url>%1$s</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                  <snapshots><enabled>false</enabled></snapshots>
                </repository>
              </repositories>
              <pluginRepositories>
                <pluginRepository>
                  <id>central</id>
                  <url>%1$s</url>
                  <releases><checksumPolicy>ignore</checksumPolicy></releases>
                  <snapshots><enabled>false</enabled></snapshots>
                </pluginRepository>
              </pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles>
            <activeProfile>machine</activeProfile>
          </activeProfiles>
        </settings>
        """
            .formatted(Path.of(System.getProperty("continuo.machine.repository")).toUri()));
  }

  /** The end of a program: its exit code and all it printed. */
  record Run(int exitCode, String output) {

    Run succeeds() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }

    Run fails() {
      assertThat(exitCode).as(output).isNotZero();
      return this;
    }

    /** The lines that contain a text. */
    List<String> lines(String text) {
      return output.lines().filter(line -> line.contains(text)).toList();
    }
  }
}
