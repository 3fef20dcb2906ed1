package dev.continuo.transform.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program that {@link KilledRunTest} kills: it transforms a directory, puts the originals back,
 * and starts again. A line on its output stands for a round.
 */
final class EndlessRuns {

  private EndlessRuns() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments the classes directory, and one with the original classes on the same disk
   */
  public static void main(String[] arguments) throws IOException {
    ClassesDirectory classes = new ClassesDirectory(Path.of(arguments[0]));
    Path originals = Path.of(arguments[1]);
    while (true) {
      DirectoryReport report = classes.transform();
      if (!report.succeeded()) {
        throw new IllegalStateException(report.toString());
      }
      restore(originals, classes.root);
      System.out.println("transformed and restored");
    }
  }

  /** Puts the originals back, each at once as a compiler that is killed might not. */
  static void restore(Path originals, Path classes) throws IOException {
    Path staged = originals.resolveSibling("restored.class");
    List<Path> files;
    try (Stream<Path> all = Files.walk(originals)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.copy(file, staged, StandardCopyOption.REPLACE_EXISTING);
      Files.move(
          staged, classes.resolve(originals.relativize(file)), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
