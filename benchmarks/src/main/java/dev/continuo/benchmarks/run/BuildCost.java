package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the transformer adds to a build: a module of 2,295 classes without {@code @Async} (one run
 * in a fresh JVM; and a whole Maven build with the plugin less the one without of the same round),
 * and a class with ten {@code @Async} methods when the JVM is warm.
 */
final class BuildCost {

  private static final String ROW = "Transform";
  private static final String BARE = "bare";

  /** Of the module's pom; by the names of the contestants. */
  private static final List<String> PROFILES = List.of(BARE, "ours", "eaAsync", "tascalate");

  /** What a class with an await of any contestant needs: the jar of these benchmarks. */
  private static final String DEPENDENCY =
      """
      <dependencies>
        <dependency>
          <groupId>dev.example</groupId>
          <artifactId>all</artifactId>
          <version>1</version>
        </dependency>
      </dependencies>
      """;

  private static final String POM_OF_DEPENDENCY =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>dev.example</groupId>
        <artifactId>all</artifactId>
        <version>1</version>
      </project>
      """;

  private final Options options;
  private final Results results;
  private final Path folder = Results.FOLDER.resolve("build").toAbsolutePath();
  private final Path log = Results.FOLDER.resolve("build.log");

  BuildCost(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  static List<Table.Line> lines(Options options) {
    if (!options.wants(ROW)) {
      return List.of();
    }
    List<String> ours = List.of("ours");
    List<String> plugins = PROFILES.stream().filter(profile -> !profile.equals(BARE)).toList();
    String module = "transform: module of 2,295 classes without @Async, ";
    return List.of(
        new Table.Line(
            ROW + "Maven", module + "seconds over bare Maven", Goal.atMost(0.15), plugins),
        new Table.Line(ROW + "Scan", module + "seconds in a fresh JVM", Goal.NONE, ours),
        new Table.Line(
            ROW + "Warm", "a class with ten @Async methods, warm, ms", Goal.atMost(5), ours));
  }

  void run(List<Jdk> jdks) throws IOException {
    if (!options.wants(ROW)) {
      return;
    }
    delete(folder);
    Bench.progress("The module of %,d classes is compiled", BuildSubjects.CLASSES);
    Path classes = folder.resolve("module/target/classes");
    BuildSubjects.module(folder.resolve("sources"), classes);
    Path ten = BuildSubjects.ten(folder.resolve("ten"), folder.resolve("ten-classes"));
    for (Jdk jdk : jdks) {
      for (String part : List.of("Scan", "Warm", "Maven")) {
        results.begin(ROW + part, jdk.feature());
      }
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Jdk jdk : jdks) {
        Bench.progress("JDK %s: transformer, round %d", jdk.version(), round);
        readAll(classes);
        probe("Scan", jdk, round, "scan", classes);
        probe("Warm", jdk, round, "warm", ten);
      }
    }
    maven(jdks);
    results.save();
  }

  private void probe(String part, Jdk jdk, int round, String kind, Path path) throws IOException {
    List<String> command =
        Commands.jvm(jdk, List.of("-Xmx768m"), BuildProbe.class, kind, path.toString());
    try {
      double figure = Double.parseDouble(Commands.output(command, log).trim());
      results.add(ROW + part, "ours", jdk.feature(), round, figure);
    } catch (Commands.FailedException e) {
      results.fails(ROW + part, "ours", jdk.feature(), e.getMessage());
    }
  }

  /** Bare and with each plugin in turns, and the JDKs in turns. */
  private void maven(List<Jdk> jdks) throws IOException {
    String version = results.facts().get("Continuo").replaceAll(",.*", "");
    Path repository = repository(version);
    if (repository == null) {
      System.err.println("No build cost with Maven: this is not run from the root of a build.");
      return;
    }
    Path module = folder.resolve("module");
    Files.writeString(module.resolve("pom.xml"), pom(version, ""));
    Files.writeString(folder.resolve("settings.xml"), settings());
    Map<Jdk, List<String>> profiles = new LinkedHashMap<>();
    for (Jdk jdk : jdks) {
      profiles.put(jdk, able(jdk, module, repository, version));
    }
    for (int round = 1; round <= 2 * options.rounds() + 1; round++) {
      for (Jdk jdk : jdks) {
        Bench.progress("JDK %s: Maven, %d", jdk.version(), round);
        inTurns(jdk, round, module, repository, profiles.get(jdk));
      }
      results.save();
    }
  }

  /**
   * Who can take part: their plugins really weave. The first build of each fills the repository.
   */
  private List<String> able(Jdk jdk, Path module, Path repository, String version)
      throws IOException {
    List<String> able = new ArrayList<>();
    for (String profile : PROFILES) {
      try {
        if (profile.equals(BARE) || weaves(jdk, repository, profile, version)) {
          build(jdk, module, repository, profile, false);
          able.add(profile);
        } else {
          String why = "its plugin leaves a class with its own await as it is";
          results.fails(ROW + "Maven", profile, jdk.feature(), why);
        }
      } catch (Commands.FailedException e) {
        results.fails(ROW + "Maven", profile, jdk.feature(), e.getMessage());
      }
    }
    return able;
  }

  private boolean weaves(Jdk jdk, Path repository, String profile, String version)
      throws IOException {
    Path module = folder.resolve("awaits-" + profile + "-" + jdk.feature());
    Path file = BuildSubjects.awaits(profile, module, module.resolve("target/classes"));
    Files.writeString(module.resolve("pom.xml"), pom(version, DEPENDENCY));
    byte[] before = Files.readAllBytes(file);
    build(jdk, module, repository, profile, false);
    return !Arrays.equals(before, Files.readAllBytes(file));
  }

  private void inTurns(Jdk jdk, int round, Path module, Path repository, List<String> profiles)
      throws IOException {
    double bare = Double.NaN;
    for (String profile : profiles) {
      try {
        readAll(module.resolve("target/classes"));
        double seconds = build(jdk, module, repository, profile, true);
        if (profile.equals(BARE)) {
          bare = seconds;
        } else {
          results.add(ROW + "Maven", profile, jdk.feature(), round, seconds - bare);
        }
      } catch (Commands.FailedException e) {
        results.fails(ROW + "Maven", profile, jdk.feature(), e.getMessage());
      }
    }
  }

  /**
   * Has the system keep the class files in memory, as after a compiler that has just written them:
   * otherwise it is the disk that is measured, on a machine that forgets them within seconds.
   */
  private static void readAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.readAllBytes(file);
      }
    }
  }

  private double build(Jdk jdk, Path module, Path repository, String profile, boolean offline)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "JAVA_HOME=" + jdk.home(),
                "mvn",
                "-q",
                "-s",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + repository));
    if (offline) {
      command.add("-o");
    }
    command.add("-P" + profile);
    command.add("process-classes");
    long start = System.nanoTime();
    Commands.run(command, module, log.toAbsolutePath());
    return (System.nanoTime() - start) / 1e9;
  }

  /** A local repository with what this build made; Maven gets the rest from that of the user. */
  private Path repository(String version) throws IOException {
    Path repository = Results.FOLDER.resolve("repository").toAbsolutePath();
    Path own = repository.resolve("dev/continuo");
    delete(own);
    if (!install(Path.of("pom.xml"), null, own.resolve("continuo-parent"), version)) {
      return null;
    }
    for (String name : List.of("async-annotations", "async-transformer", "async-maven-plugin")) {
      Path jar = Path.of(name, "target", name + "-" + version + ".jar");
      if (!install(Path.of(name, "pom.xml"), jar, own.resolve(name), version)) {
        return null;
      }
    }
    Files.createDirectories(folder);
    Path pom = Files.writeString(folder.resolve("all.pom"), POM_OF_DEPENDENCY);
    install(pom, Commands.jar(), repository.resolve("dev/example/all"), "1");
    return repository;
  }

  private static boolean install(Path pom, Path jar, Path artifact, String version)
      throws IOException {
    if (!Files.exists(pom) || (jar != null && !Files.exists(jar))) {
      return false;
    }
    Path target = artifact.resolve(version);
    Files.createDirectories(target);
    String name = artifact.getFileName() + "-" + version;
    Files.copy(pom, target.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
    if (jar != null) {
      Files.copy(jar, target.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }

  private static String settings() {
    Path users = Path.of(System.getProperty("user.home"), ".m2", "repository");
    return """
        <settings>
          <mirrors>
            <mirror>
              <id>machine</id>
              <mirrorOf>*</mirrorOf>
              <url>%s</url>
            </mirror>
          </mirrors>
        </settings>
        """
        .formatted(users.toUri());
  }

  /** Its classes are there already, and it has no sources. */
  private static String pom(String version, String dependency) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>dev.example</groupId>
          <artifactId>module</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>8</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          %s
          <build>
            <plugins>
              <plugin>
                <artifactId>maven-resources-plugin</artifactId>
                <version>3.3.1</version>
              </plugin>
              <plugin>
                <artifactId>maven-compiler-plugin</artifactId>
                <version>3.16.0</version>
              </plugin>
            </plugins>
          </build>
          <profiles>
            <profile>
              <id>bare</id>
            </profile>
        %s  </profiles>
        </project>
        """
        .formatted(
            dependency,
            profile("ours", plugin("dev.continuo:async-maven-plugin:" + version, "transform"))
                + profile(
                    "eaAsync", plugin("com.ea.async:ea-async-maven-plugin:1.2.3", "instrument"))
                + profile(
                    "tascalate",
                    plugin(
                        "net.tascalate.async:net.tascalate.async.tools.maven:1.2.6",
                        "tascalate-async-enhance"),
                    plugin(
                        "net.tascalate.javaflow:net.tascalate.javaflow.tools.maven:2.7.8",
                        "javaflow-enhance")));
  }

  private static String profile(String id, String... plugins) {
    return "<profile><id>%s</id><build><plugins>%s</plugins></build></profile>%n"
        .formatted(id, String.join("", plugins));
  }

  private static String plugin(String coordinates, String goal) {
    String[] parts = coordinates.split(":");
    return """
        <plugin>
          <groupId>%s</groupId>
          <artifactId>%s</artifactId>
          <version>%s</version>
          <executions>
            <execution>
              <phase>process-classes</phase>
              <goals>
                <goal>%s</goal>
              </goals>
            </execution>
          </executions>
        </plugin>
        """
        .formatted(parts[0], parts[1], parts[2], goal);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
