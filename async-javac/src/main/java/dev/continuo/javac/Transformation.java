package dev.continuo.javac;

import com.sun.source.util.JavacTask;
import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.Defect;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.FileProblem;
import java.util.List;

/**
 * The transformation of everything that a compilation has written. If it fails, or a mistake of the
 * user is an error, javac fails, and what it wrote is deleted: classes that say {@code await} and
 * cannot would look finished to the next build.
 */
final class Transformation {

  private final JavacTask task;
  private final Settings settings;
  private final Messages messages;
  private final List<WrittenFiles.OfModule> modules;
  private final WrittenFiles files;

  Transformation(JavacTask task, Settings settings, Messages messages, WrittenFiles files) {
    this.task = task;
    this.settings = settings;
    this.messages = messages;
    this.files = files;
    this.modules = files.classes(settings);
  }

  void run() {
    String nothing = files.whyNothing();
    if (nothing != null) {
      messages.error(nothing);
    }
    boolean succeeded = true;
    for (WrittenFiles.OfModule module : modules) {
      succeeded &= transform(module);
    }
    if (!succeeded) {
      for (WrittenFiles.OfModule module : modules) {
        module.written().delete().forEach(problem -> messages.error(problem.format()));
      }
    }
  }

  private boolean transform(WrittenFiles.OfModule module) {
    DiagnosticPrinter printer = new DiagnosticPrinter(messages, module.sources(), settings);
    DirectoryListener listener =
        new DirectoryListener() {
          @Override
          public void diagnostic(Diagnostic diagnostic) {
            printer.print(diagnostic);
          }

          @Override
          public void warning(String message) {
            messages.warning(message);
          }

          @Override
          public void transformed(String className, int methods) {
            // A compiler that has nothing to complain about says nothing.
          }
        };
    SymbolLocator locator = new SymbolLocator(task.getElements(), task.getTypes(), module);
    DirectoryReport report = module.written().transform(locator, listener);
    for (FileProblem problem : report.problems()) {
      messages.error(problem.format());
    }
    for (Defect defect : report.defects()) {
      messages.error(defect.format());
    }
    if (report.written() && !report.untransformed().isEmpty()) {
      messages.warning(
          "errors in async code tolerated (failOnMisuse is false); left untransformed, so that await"
              + " throws NotTransformedError: "
              + String.join(", ", report.untransformed()));
    }
    return report.succeeded();
  }
}
