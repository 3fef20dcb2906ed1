package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/** On what, when, and of which versions the figures are. */
final class Environment {
  private Environment() {}

  static void record(Results results, List<Jdk> jdks, Options options) throws IOException {
    results.fact("machine", machine());
    jdks.forEach(jdk -> results.fact("JDK " + jdk.feature(), jdk.version()));
    results.fact(
        "run",
        String.format(
            "%s: %d rounds of %d + %d iterations of %d ms",
            options.isLong() ? "long" : "short",
            options.rounds(),
            options.iterations(),
            options.iterations(),
            options.millis()));
    results.measures(commit() + LocalDate.now());
    versions().forEach(results::fact);
    String python = Commands.line("python3", "--version");
    if (!python.isEmpty()) {
      results.fact("CPython", python.replace("Python ", ""));
    }
  }

  private static String commit() {
    String commit = Commands.line("git", "rev-parse", "--short", "HEAD");
    if (commit.isEmpty()) {
      return "";
    }
    String changes = Commands.line("git", "status", "--porcelain", "--untracked-files=no");
    return "commit " + commit + (changes.isEmpty() ? ", " : " and changes, ");
  }

  private static TreeMap<String, String> versions() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream("/versions.properties")) {
      if (in == null) {
        throw new IOException("versions.properties is missing in the jar");
      }
      properties.load(in);
    }
    TreeMap<String, String> versions = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      versions.put(name, properties.getProperty(name));
    }
    return versions;
  }

  private static String machine() throws IOException {
    String name = System.getProperty("os.arch");
    Path cpus = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpus)) {
      name =
          Files.readAllLines(cpus).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse(name);
    }
    return name
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version").replaceAll("[-+].*", "");
  }
}
