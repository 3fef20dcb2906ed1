package dev.continuo.frontends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What this build has made, as a user gets it: in a local repository, which the build has filled,
 * and nothing else from this build. For Maven's own plugins the local repository of the machine
 * stands in for the network.
 */
final class Published {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path REPOSITORY = TARGET.resolve("local-repo");
  private static final String VERSION = System.getProperty("continuo.version");

  private Published() {}

  /** The jar of a module, such as {@code async-agent}. */
  static String jar(String artifact) {
    Path jar =
        REPOSITORY
            .resolve(Path.of("dev", "continuo", artifact, VERSION))
            .resolve(artifact + "-" + VERSION + ".jar");
    assertThat(jar).exists();
    return jar.toString();
  }

  /** What is started with {@code java -jar}. */
  static String command() {
    return System.getProperty("continuo.command");
  }

  /** What every user has on the class path. */
  static String runtime() {
    return jar("async-runtime") + File.pathSeparator + jar("async-annotations");
  }

  /** Runs Maven on the project of a folder. */
  static Run maven(Path folder, Jdk jdk, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("continuo.maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings().toString()));
    command.add("-Dmaven.repo.local=" + REPOSITORY);
    command.add("-Dmaven.compiler.release=" + jdk.feature());
    for (String version :
        List.of("continuo.version", "compiler-plugin.version", "resources-plugin.version")) {
      command.add("-D" + version + "=" + System.getProperty(version));
    }
    command.addAll(List.of(arguments));
    return Run.of(folder, jdk, command);
  }

  /** The machine's repository has no checksums of its own, and Maven 4 would insist on them. */
  private static Path settings() throws IOException {
    String repositories =
        """
        <%1$ss>
          <%1$s>
            <id>central</id>
            <url>%2$s</url>
            <releases><checksumPolicy>ignore</checksumPolicy></releases>
            <snapshots><enabled>false</enabled></snapshots>
          </%1$s>
        </%1$ss>
        """;
    Object machine = Path.of(System.getProperty("continuo.machine.repository")).toUri();
    return Files.writeString(
        TARGET.resolve("it-settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror><id>machine</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
          <profiles>
            <profile><id>machine</id>%s%s</profile>
          </profiles>
          <activeProfiles><activeProfile>machine</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                machine,
                repositories
                    .formatted("repository", machine)
                    .replace("repositorys", "repositories"),
                repositories
                    .formatted("pluginRepository", machine)
                    .replace("pluginRepositorys", "pluginRepositories")));
  }
}
