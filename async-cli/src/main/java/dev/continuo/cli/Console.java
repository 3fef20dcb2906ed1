package dev.continuo.cli;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.Defect;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.FileProblem;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Results go to the standard output, everything else to the standard error stream. */
final class Console implements DirectoryListener {

  /** A run that takes longer says how far it is. */
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean quiet;
  private final boolean failOnMisuse;
  private long told = System.nanoTime();
  private String hidden = "";
  private String shown = "";

  Console(PrintWriter out, PrintWriter err, boolean quiet, boolean failOnMisuse) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    this.failOnMisuse = failOnMisuse;
  }

  /**
   * From now on messages that begin a path with the one say the other: a jar was unpacked there.
   */
  void say(String instead, String of) {
    shown = instead;
    hidden = of;
  }

  @Override
  public void diagnostic(Diagnostic diagnostic) {
    (diagnostic.isError() && failOnMisuse ? Level.ERROR : Level.WARNING)
        .print(err, readable(diagnostic.format()));
  }

  @Override
  public void warning(String message) {
    Level.WARNING.print(err, readable(message));
  }

  @Override
  public void transformed(String className, int methods) {}

  @Override
  public void examined(int done, int all) {
    long now = System.nanoTime();
    if (!quiet && now - told > PROGRESS_NANOS) {
      told = now;
      err.printf("%,d of %,d classes%n", done, all);
    }
  }

  void error(String message) {
    Level.ERROR.print(err, readable(message));
  }

  void result(String text) {
    if (!quiet) {
      out.println(text);
    }
  }

  /** Prints what was asked for, be it quiet or not. */
  void answer(String text) {
    out.print(text);
    out.flush();
  }

  private enum Level {
    ERROR,
    WARNING;

    void print(PrintWriter err, String message) {
      err.println((this == ERROR ? "error: " : "warning: ") + message);
    }
  }

  private String readable(String message) {
    return hidden.isEmpty() ? message : message.replace(hidden, shown);
  }

  /** Prints what went wrong, and says how the program ends. */
  int problems(DirectoryReport report) {
    for (FileProblem problem : report.problems()) {
      error(problem.format());
    }
    for (Defect defect : report.defects()) {
      error(defect.format());
      defect.cause().printStackTrace(err);
    }
    if (!report.defects().isEmpty()) {
      return ExitCode.DEFECT;
    }
    if (!report.problems().isEmpty()) {
      return ExitCode.FILES;
    }
    return report.errors() > 0 && failOnMisuse ? ExitCode.MISUSE : ExitCode.FINE;
  }
}
