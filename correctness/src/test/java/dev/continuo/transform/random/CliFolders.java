package dev.continuo.transform.random;

import dev.continuo.transform.constructs.ClassFiles;
import dev.continuo.transform.constructs.CliFrontEnd;
import dev.continuo.transform.constructs.SourceCompiler;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Transforms programs with async-cli: in a directory, in place, which is read and deleted.
 *
 * @param shared the class files of what all programs use, transformed
 */
record CliFolders(
    String classPath, Path folder, Map<String, byte[]> shared, AtomicInteger batches) {

  static CliFolders of(Path classes, String classPath, Path folder) throws IOException {
    Path transformed = folder.resolve("by-async-cli");
    CliFrontEnd.command(classPath, List.of("-d", transformed.toString(), classes.toString()));
    return new CliFolders(
        classes + File.pathSeparator + classPath,
        folder,
        JavacFrontEnd.read(transformed),
        new AtomicInteger());
  }

  /** The class files of programs, and of what they use. */
  ClassFiles transform(Map<String, byte[]> compiled) {
    try {
      Path batch = folder.resolve("batch" + batches.incrementAndGet());
      for (Map.Entry<String, byte[]> file : compiled.entrySet()) {
        Path target = batch.resolve(file.getKey() + ".class");
        Files.createDirectories(target.resolve(".."));
        Files.write(target, file.getValue());
      }
      CliFrontEnd.command(classPath, List.of(batch.toString()));
      Map<String, byte[]> files = new HashMap<>(shared);
      files.putAll(JavacFrontEnd.read(batch));
      SourceCompiler.delete(batch);
      return files::get;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
