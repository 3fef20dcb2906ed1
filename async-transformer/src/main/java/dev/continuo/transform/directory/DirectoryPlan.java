package dev.continuo.transform.directory;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.TransformResult;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * What a run would do to a directory, worked out in memory.
 *
 * @param rewrites the classes to write, sorted by path
 * @param orphans coroutine classes to delete, sorted by path
 * @param leftovers temporary files of an interrupted run, to delete
 * @param diagnostics all errors and warnings, sorted by file and line, each once
 * @param untransformed binary names of the classes with errors
 * @param problems files that cannot be read or must not be overwritten
 * @param defects classes on which the transformer failed
 */
record DirectoryPlan(
    List<Rewrite> rewrites,
    List<Path> orphans,
    List<Path> leftovers,
    List<Diagnostic> diagnostics,
    List<String> untransformed,
    List<FileProblem> problems,
    List<Defect> defects) {

  /**
   * One host and its coroutine classes.
   *
   * @param file the host's file
   * @param className the host's binary name
   * @param modified the host's time of last modification, which all its files get
   * @param result the new bytes
   */
  record Rewrite(Path file, String className, FileTime modified, TransformResult result) {}

  int errors() {
    int errors = 0;
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.isError()) {
        errors++;
      }
    }
    return errors;
  }
}
