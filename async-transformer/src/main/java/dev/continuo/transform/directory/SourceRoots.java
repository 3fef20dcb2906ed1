package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the file that a diagnostic means, so that the printed path can be clicked: a class file
 * only knows {@code dev/example/Store.java}.
 */
record SourceRoots(List<Path> roots) {

  Diagnostic resolve(Diagnostic diagnostic) {
    return new Diagnostic(
        diagnostic.code(), resolve(diagnostic.source()), diagnostic.line(), diagnostic.message());
  }

  private String resolve(String source) {
    try {
      for (Path root : roots) {
        Path file = root.resolve(source);
        if (Files.isRegularFile(file)) {
          return file.toAbsolutePath().toString();
        }
      }
    } catch (InvalidPathException e) {
      // A SourceFile attribute may hold anything; what is no path on this system is printed as is.
      return source;
    }
    return source;
  }
}
