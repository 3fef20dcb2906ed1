package dev.continuo.recipes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A JDK of this machine: the one that runs the tests, or the newest one that the build found. */
record Jdk(Path home) {

  static Jdk own() {
    return new Jdk(Path.of(System.getProperty("java.home")));
  }

  static List<Jdk> all() {
    Path newest = Path.of(System.getProperty("continuo.jdk25.java", "none"));
    return Files.isExecutable(newest)
        ? Stream.of(own(), new Jdk(Objects.requireNonNull(newest.getParent()).resolve("..")))
            .map(Jdk::canonical)
            .distinct()
            .toList()
        : List.of(own());
  }

  int feature() {
    try {
      return Integer.parseInt(
          Files.readString(home.resolve("release"))
              .replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program of this JDK. */
  String program(String name) {
    return home.resolve(Path.of("bin", name)).toString();
  }

  boolean has(String program) {
    return Files.isExecutable(Path.of(program(program)));
  }

  private Jdk canonical() {
    try {
      return new Jdk(home.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "JDK " + feature();
  }
}
