package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A compiler's output directory in a test, and what a run on it said. */
final class ClassesDirectory implements DirectoryListener {

  static final FileTime COMPILED = FileTime.fromMillis(1_600_000_000_000L);

  final Path root;
  final List<String> diagnostics = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> progress = new ArrayList<>();

  ClassesDirectory(Path root) {
    this.root = root;
  }

  /**
   * Compiles: a class file with methods of these names, as {@link MiniatureTransform} reads them.
   */
  Path compile(String internalName, String... methods) {
    return put(internalName + ".class", MiniatureTransform.classFile(internalName, methods));
  }

  Path put(String path, byte[] bytes) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, COMPILED);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DirectoryReport transform() {
    return transform(DirectoryTransformation.of(root));
  }

  DirectoryReport transform(DirectoryTransformation transformation) {
    return transformation.run(this, new MiniatureTransform());
  }

  /** All files with their content and time. */
  SortedMap<String, String> snapshot() {
    try (Stream<Path> files = Files.walk(root)) {
      SortedMap<String, String> snapshot = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        snapshot.put(
            path(file),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
      return snapshot;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files with their content. */
  SortedMap<String, byte[]> contents() {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try {
      for (String file : files()) {
        contents.put(file, Files.readAllBytes(root.resolve(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }

  List<String> files() {
    return List.copyOf(snapshot().keySet());
  }

  private String path(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  @Override
  public void diagnostic(Diagnostic diagnostic) {
    diagnostics.add(diagnostic.format());
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }

  @Override
  public void transformed(String className, int methods) {
    progress.add(className + " " + methods);
  }
}
