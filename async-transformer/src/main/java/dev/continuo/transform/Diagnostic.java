package dev.continuo.transform;

/**
 * One mistake of the user, or one thing worth a warning.
 *
 * <pre>
 * dev/example/Store.java:[17] ASYNC003 await inside a synchronized block: use dev.continuo.sync.AsyncLock
 * </pre>
 *
 * @param code which one
 * @param source path of the source file below its source root, or of the class file when the class
 *     does not name its source
 * @param line line number, or -1 if it is not known
 * @param message what is wrong, in one sentence, with the names of the case at hand
 */
public record Diagnostic(DiagnosticCode code, String source, int line, String message) {

  /**
   * The line that front ends print.
   *
   * @return {@code source:[line] CODE message: remedy}
   */
  public String format() {
    String place = line > 0 ? source + ":[" + line + "]" : source;
    return place + " " + text();
  }

  /**
   * The same without the place, for front ends that have a way of their own to show it.
   *
   * @return {@code CODE message: remedy}
   */
  public String text() {
    return code.id() + " " + message + ": " + code.remedy();
  }

  /**
   * Whether this fails the build.
   *
   * @return true for an error, false for a warning
   */
  public boolean isError() {
    return code.severity() == DiagnosticCode.Severity.ERROR;
  }
}
