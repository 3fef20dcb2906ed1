package dev.continuo.maven;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.Defect;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.FileProblem;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Turns what a transformation says into lines of the Maven log, and its end into nothing, one
 * summary line, or one exception. A run that changes nothing prints nothing.
 */
final class MavenListener implements DirectoryListener {

  private final Log log;
  private final boolean failOnMisuse;

  MavenListener(Log log, boolean failOnMisuse) {
    this.log = log;
    this.failOnMisuse = failOnMisuse;
  }

  @Override
  public void diagnostic(Diagnostic diagnostic) {
    if (diagnostic.isError() && failOnMisuse) {
      log.error(diagnostic.format());
    } else {
      log.warn(diagnostic.format());
    }
  }

  @Override
  public void warning(String message) {
    log.warn(message);
  }

  @Override
  public void transformed(String className, int methods) {
    log.debug("Transformed " + className + " (" + count(methods, "method") + ")");
  }

  void finish(DirectoryReport report, long millis)
      throws MojoExecutionException, MojoFailureException {
    for (FileProblem problem : report.problems()) {
      log.error(problem.format());
    }
    for (Defect defect : report.defects()) {
      log.error(defect.format());
    }
    failIfNeeded(report);
    summarize(report, millis);
  }

  private void failIfNeeded(DirectoryReport report)
      throws MojoExecutionException, MojoFailureException {
    if (!report.defects().isEmpty()) {
      Defect first = report.defects().get(0);
      throw new MojoExecutionException(first.format(), asException(first.cause()));
    }
    if (report.errors() > 0 && failOnMisuse) {
      String files =
          report.problems().isEmpty()
              ? ""
              : " and " + count(report.problems().size(), "unusable file");
      throw new MojoFailureException(
          count(report.errors(), "error")
              + " in async code"
              + files
              + ", listed above; no class was changed");
    }
    if (!report.problems().isEmpty()) {
      throw new MojoExecutionException(
          count(report.problems().size(), "unusable file")
              + ", listed above; "
              + (report.written() ? "run again when that is repaired" : "no class was changed"));
    }
  }

  private void summarize(DirectoryReport report, long millis) {
    for (Path deleted : report.deleted()) {
      log.debug("Deleted " + deleted + ": no class lists it any more");
    }
    if (!report.untransformed().isEmpty()) {
      log.warn(
          count(report.errors(), "error")
              + " in async code tolerated (failOnMisuse is false); left untransformed, so that await throws NotTransformedError: "
              + String.join(", ", report.untransformed()));
    }
    if (report.classes() > 0) {
      log.info(
          "Transformed %s in %s (%d ms)"
              .formatted(
                  count(report.methods(), "@Async method"),
                  report.classes() == 1 ? "1 class" : report.classes() + " classes",
                  millis));
    } else if (!report.deleted().isEmpty()) {
      log.info(
          "Deleted coroutine classes that no class lists any more: " + report.deleted().size());
    }
  }

  /** Maven's exceptions take an Exception as their cause, and a stack overflow is none. */
  private static Exception asException(Throwable cause) {
    return cause instanceof Exception exception ? exception : new RuntimeException(cause);
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
