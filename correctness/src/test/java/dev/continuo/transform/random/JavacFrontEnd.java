package dev.continuo.transform.random;

import dev.continuo.transform.constructs.ClassFiles;
import dev.continuo.transform.constructs.SourceCompiler;
import dev.continuo.transform.constructs.Variant;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Compiles programs with async-javac on the processor path: to files, as it needs them, which are
 * read and deleted.
 *
 * @param shared the class files of what all programs use, transformed
 */
record JavacFrontEnd(
    Variant variant,
    String classPath,
    Path folder,
    Map<String, byte[]> shared,
    AtomicInteger batches) {

  static JavacFrontEnd of(Variant variant, List<Path> sources, String classPath, Path folder)
      throws IOException {
    Path classes = Files.createDirectories(folder.resolve("by-async-javac"));
    SourceCompiler.compileTransformed(variant, sources, classPath, classes);
    return new JavacFrontEnd(
        variant,
        classes + File.pathSeparator + classPath,
        folder,
        read(classes),
        new AtomicInteger());
  }

  /** The class files of programs, and of what they use. */
  ClassFiles compile(Map<String, String> programs) {
    try {
      return compileInFolder(programs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClassFiles compileInFolder(Map<String, String> programs) throws IOException {
    Path batch = Files.createDirectories(folder.resolve("batch" + batches.incrementAndGet()));
    List<Path> sources = new ArrayList<>();
    for (Map.Entry<String, String> program : programs.entrySet()) {
      Path source = batch.resolve(program.getKey() + ".java");
      sources.add(Files.writeString(source, program.getValue()));
    }
    Path classes = Files.createDirectories(batch.resolve("classes"));
    SourceCompiler.compileTransformed(variant, sources, classPath, classes);
    Map<String, byte[]> files = new HashMap<>(shared);
    files.putAll(read(classes));
    SourceCompiler.delete(batch);
    return files::get;
  }

  /** The class files of a folder, by internal name. */
  static Map<String, byte[]> read(Path classes) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        files.put(name.replaceFirst("\\.class$", ""), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
