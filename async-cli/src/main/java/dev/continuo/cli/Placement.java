package dev.continuo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of an input goes.
 *
 * @param input a directory or a jar
 * @param target the same without {@code -d}
 */
record Placement(Path input, Path target) {

  /** One for each input, in their order. */
  static List<Placement> of(List<Path> inputs, @Nullable Path output) {
    return inputs.stream()
        .map(input -> new Placement(input, target(input, output, inputs.size() > 1)))
        .toList();
  }

  private static Path target(Path input, @Nullable Path output, boolean several) {
    if (output == null) {
      return input;
    }
    boolean isWhole = Files.isDirectory(input) || (isJarName(output) && !several);
    return isWhole ? output : output.resolve(String.valueOf(input.getFileName()));
  }

  private static boolean isJarName(Path path) {
    return !Files.isDirectory(path) && path.toString().endsWith(".jar");
  }

  boolean isDirectory() {
    return Files.isDirectory(input);
  }

  /** What would write over an input, or over the output of another. Nothing was written yet. */
  static List<String> collisions(List<Placement> all) throws IOException {
    List<String> found = new ArrayList<>();
    Map<Path, Path> sources = new HashMap<>();
    for (Placement each : all) {
      Path target = real(each.target());
      for (Placement other : all) {
        if (each.overlaps(target, other)) {
          found.add(
              "the output "
                  + each.target()
                  + " and the input "
                  + other.input()
                  + " overlap, and inputs stay as they are with -d: name a directory beside it");
        }
      }
      if (all.size() > 1) {
        each.write(target, sources).ifPresent(found::add);
      }
    }
    return found;
  }

  /**
   * Notes which file each output file would come from.
   *
   * @return a message if some of them would come from an input before, too
   */
  private Optional<String> write(Path target, Map<Path, Path> sources) throws IOException {
    String message = null;
    int more = 0;
    for (Path source : isDirectory() ? Folders.files(input) : List.of(input)) {
      Path file = isDirectory() ? target.resolve(input.relativize(source)) : target;
      Path first = sources.putIfAbsent(file, source);
      if (first != null && message != null) {
        more++;
      } else if (first != null) {
        message = first + " and " + source + " would both become " + file;
      }
    }
    return message == null
        ? Optional.empty()
        : Optional.of(
            message
                + (more == 0 ? "" : " (and so on, for " + more + " more of " + input + ")")
                + ": transform each input into an output of its own");
  }

  private boolean overlaps(Path target, Placement other) throws IOException {
    Path kept = other.input().toRealPath();
    return target.equals(kept)
        || (other.isDirectory()
            && (target.startsWith(kept) || (isDirectory() && kept.startsWith(target))));
  }

  /** Without links, also of a path whose end does not exist yet. */
  private static Path real(Path path) throws IOException {
    Path whole = path.toAbsolutePath().normalize();
    for (Path known = whole; known != null; known = known.getParent()) {
      if (Files.exists(known)) {
        return known.toRealPath().resolve(known.relativize(whole));
      }
    }
    return whole;
  }
}
