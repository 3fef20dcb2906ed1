package dev.continuo.frontends;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JDK that compiles, builds and runs the project.
 *
 * @param home its folder
 * @param feature 17, 25, …
 */
record Jdk(Path home, int feature) {

  /** The one that runs this test, and the JDK 25 that the build found, if there is one. */
  static Stream<Jdk> all() {
    Jdk own = new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
    Path newest = Path.of(System.getProperty("continuo.jdk25.java", "none"));
    return Files.isExecutable(newest)
        ? Stream.of(own, new Jdk(newest.resolve("../..").normalize(), 25))
        : Stream.of(own);
  }

  String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** The language level of everything that it compiles. */
  List<String> release() {
    return List.of("--release", String.valueOf(feature));
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
