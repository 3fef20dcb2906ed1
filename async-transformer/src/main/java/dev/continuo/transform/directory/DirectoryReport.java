package dev.continuo.transform.directory;

import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link DirectoryTransformation} did.
 *
 * @param methods methods and lambdas that were made resumable by this run
 * @param classes classes that were rewritten by this run
 * @param deleted coroutine classes that no class lists any more, deleted by this run
 * @param errors how many errors the listener heard of
 * @param untransformed classes with errors, left as the compiler wrote them
 * @param problems files that could not be read or written
 * @param defects classes on which the transformer failed
 * @param written whether the run got as far as writing; if not, every file is as it was
 */
public record DirectoryReport(
    int methods,
    int classes,
    List<Path> deleted,
    int errors,
    List<String> untransformed,
    List<FileProblem> problems,
    List<Defect> defects,
    boolean written) {

  static final DirectoryReport NOTHING_TO_DO =
      new DirectoryReport(0, 0, List.of(), 0, List.of(), List.of(), List.of(), true);

  static DirectoryReport failed(FileProblem problem) {
    return new DirectoryReport(0, 0, List.of(), 0, List.of(), List.of(problem), List.of(), false);
  }

  static DirectoryReport nothingWritten(DirectoryPlan plan) {
    return notWritten(0, 0, plan);
  }

  static DirectoryReport checked(DirectoryPlan plan) {
    int methods =
        plan.rewrites().stream().mapToInt(each -> each.result().coroutines().size()).sum();
    return notWritten(methods, plan.rewrites().size(), plan);
  }

  private static DirectoryReport notWritten(int methods, int classes, DirectoryPlan plan) {
    return new DirectoryReport(
        methods,
        classes,
        List.of(),
        plan.errors(),
        plan.untransformed(),
        plan.problems(),
        plan.defects(),
        false);
  }

  /**
   * Whether the directory is now as it should be. Errors in the user's code do not count if the
   * transformation was told to go on.
   *
   * @return false if nothing was written, or not all of it
   */
  public boolean succeeded() {
    return written && problems.isEmpty() && defects.isEmpty();
  }
}
