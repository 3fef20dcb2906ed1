package dev.continuo.transform.directory;

import dev.continuo.transform.GeneratedClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Second half of a run: puts a plan on disk. A full disk or a read-only directory shows while the
 * temporary files are written, when every original is still in place.
 */
final class DirectoryWriter {

  private final DirectoryListener listener;

  DirectoryWriter(DirectoryListener listener) {
    this.listener = listener;
  }

  DirectoryReport write(DirectoryPlan plan) {
    List<FileProblem> problems = new ArrayList<>();
    List<Path> deleted = new ArrayList<>();
    boolean written = false;
    delete(plan.leftovers(), new ArrayList<>(), problems);
    try (StagedFiles staged = new StagedFiles()) {
      for (DirectoryPlan.Rewrite rewrite : plan.rewrites()) {
        stage(rewrite, staged);
      }
      written = true;
      staged.moveAll();
      delete(plan.orphans(), deleted, problems);
    } catch (StagedFiles.WriteException e) {
      problems.add(FileProblem.unwritable(e.target(), e.reason()));
    }
    int methods = 0;
    if (problems.isEmpty()) {
      for (DirectoryPlan.Rewrite rewrite : plan.rewrites()) {
        int count = rewrite.result().coroutines().size();
        listener.transformed(rewrite.className(), count);
        methods += count;
      }
    }
    return new DirectoryReport(
        methods,
        problems.isEmpty() ? plan.rewrites().size() : 0,
        List.copyOf(deleted),
        plan.errors(),
        plan.untransformed(),
        List.copyOf(problems),
        plan.defects(),
        written);
  }

  /**
   * Coroutine classes first, the host last: until the host is there nothing refers to them, and a
   * run that was interrupted before finds the host as the compiler wrote it and does it all again.
   */
  private static void stage(DirectoryPlan.Rewrite rewrite, StagedFiles staged)
      throws StagedFiles.WriteException {
    Path host = rewrite.file();
    for (GeneratedClass coroutine : rewrite.result().coroutines()) {
      Path target = CoroutineInventory.fileBeside(host, coroutine.internalName());
      staged.add(target, coroutine.bytes(), host, rewrite.modified());
    }
    staged.add(host, rewrite.result().host(), host, rewrite.modified());
  }

  private static void delete(List<Path> files, List<Path> deleted, List<FileProblem> problems) {
    for (Path file : files) {
      try {
        if (Files.deleteIfExists(file)) {
          deleted.add(file);
        }
      } catch (IOException e) {
        problems.add(FileProblem.unwritable(file, e));
      }
    }
  }
}
