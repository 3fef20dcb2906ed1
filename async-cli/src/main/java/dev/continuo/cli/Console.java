package dev.continuo.cli;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.directory.Defect;
import dev.continuo.transform.directory.DirectoryListener;
import dev.continuo.transform.directory.DirectoryReport;
import dev.continuo.transform.directory.FileProblem;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final Map<String, String> shown = new LinkedHashMap<>();

  Console(PrintWriter out, PrintWriter err, boolean quiet, boolean failOnMisuse) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
    this.failOnMisuse = failOnMisuse;
  }

  /** From now on messages say the one path instead of the other: the input was copied there. */
  void say(Path instead, Path of) {
    shown.put(of + File.separator, instead + File.separator);
  }

  /** The same for a jar that was unpacked. */
  void sayInJar(Path jar, Path of) {
    shown.put(of + File.separator, jar + "!/");
  }

  void sayAsIs() {
    shown.clear();
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
    out.print(readable(text));
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
    String text = message;
    for (Map.Entry<String, String> each : shown.entrySet()) {
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }

  /**
   * Prints why a run ended early, and says how the program ends. Only files in a state that nobody
   * foresaw and defects come this far: everything else is in a report.
   */
  int failure(String subject, Throwable failure) {
    if (failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof DirectoryIteratorException
        || failure instanceof InvalidPathException) {
      Throwable cause = failure.getCause() instanceof IOException io ? io : failure;
      error(subject + ": cannot be read or written (" + cause + "): nothing was changed");
      return ExitCode.FILES;
    }
    error(subject + ": a defect of the transformer, please report it: " + failure);
    failure.printStackTrace(err);
    return ExitCode.DEFECT;
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
