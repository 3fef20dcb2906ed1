package dev.continuo.benchmarks.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A JDK that measures.
 *
 * @param feature 17
 * @param version 17.0.15
 * @param home its directory
 */
record Jdk(int feature, String version, Path home) {

  Path java() {
    return home.resolve("bin/java");
  }

  /** This one, and 25: as the build finds it, that of JAVA25_HOME or one beside this one. */
  static List<Jdk> find(List<Integer> wanted) throws IOException {
    TreeMap<Integer, Jdk> found = new TreeMap<>();
    Path self = Path.of(System.getProperty("java.home")).toRealPath();
    try (DirectoryStream<Path> beside = Files.newDirectoryStream(self.getParent())) {
      for (Path home : beside) {
        add(found, home);
      }
    }
    String home25 = System.getenv("JAVA25_HOME");
    if (home25 != null) {
      found.remove(25);
      add(found, Path.of(home25));
    }
    found.put(
        Runtime.version().feature(),
        new Jdk(Runtime.version().feature(), System.getProperty("java.version"), self));
    List<Integer> features =
        wanted.isEmpty()
            ? List.of(Runtime.version().feature(), 25).stream().distinct().toList()
            : wanted;
    List<Jdk> jdks = new ArrayList<>();
    for (int feature : features) {
      Jdk jdk = found.get(feature);
      if (jdk == null) {
        System.err.println(
            "There is no JDK "
                + feature
                + (feature == 25 ? " (set JAVA25_HOME)" : " beside " + self)
                + ": it is left out.");
      } else {
        jdks.add(jdk);
      }
    }
    return jdks;
  }

  private static void add(TreeMap<Integer, Jdk> found, Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return;
    }
    Properties properties = new Properties();
    try (var in = Files.newInputStream(release)) {
      properties.load(in);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    if (!version.isEmpty()) {
      int feature = Runtime.Version.parse(version).feature();
      found.putIfAbsent(feature, new Jdk(feature, version, home.toRealPath()));
    }
  }
}
