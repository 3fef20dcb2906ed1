package dev.continuo;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a stack trace in which groups show their failures as a numbered tree.
 *
 * <pre>
 * dev.continuo.ExceptionGroup: message (2 sub-exceptions)
 *     at …
 *   [1] java.io.IOException: disk
 *       at …
 *   Caused by: …
 *   [2] dev.continuo.ExceptionGroup: message (1 sub-exception)
 *       at …
 *     [2.1] java.lang.IllegalStateException: …
 *         at …
 * </pre>
 *
 * <p>Every exception is shown once; where it is met again, one line says so. So cycles end, and
 * what many failures have in common is not repeated.
 */
final class GroupTrace {

  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();
  private final Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  private GroupTrace() {}

  static String of(ExceptionGroup group) {
    GroupTrace trace = new GroupTrace();
    trace.show(group, "", "", "");
    return trace.text.toString();
  }

  /**
   * Shows an exception and what belongs to it.
   *
   * @param number of the exception in the tree, as in {@code 2.1}; empty for the outermost
   */
  private void show(Throwable first, String indent, String label, String number) {
    StackTraceElement[] outer = {};
    String prefix = label;
    // A loop, as causes may be chained as long as memory lasts.
    for (Throwable each = first; each != null; each = cause(each)) {
      if (!shown.add(each)) {
        line(indent, prefix + "[shown above: " + each + "]");
        return;
      }
      line(indent, prefix + each);
      StackTraceElement[] own = each.getStackTrace();
      elements(own, outer, indent);
      List<Throwable> suppressed = List.of(each.getSuppressed());
      if (each instanceof ExceptionGroup group) {
        children(group, indent, number);
        suppressed = group.addedLater();
      }
      for (Throwable other : suppressed) {
        show(other, indent + STEP, "Suppressed: ", number);
      }
      outer = own;
      prefix = "Caused by: ";
    }
  }

  private void children(ExceptionGroup group, String indent, String number) {
    int n = 0;
    for (Throwable child : group.exceptions()) {
      String childNumber = (number.isEmpty() ? "" : number + ".") + ++n;
      show(child, indent + STEP, "[" + childNumber + "] ", childNumber);
    }
  }

  /** The cause of a group is its first failure, which is shown with the others. */
  private static @Nullable Throwable cause(Throwable failure) {
    return failure instanceof ExceptionGroup ? null : failure.getCause();
  }

  /** The elements down to those that the exception has in common with the one it caused. */
  private void elements(StackTraceElement[] own, StackTraceElement[] outer, String indent) {
    int common = 0;
    while (common < Math.min(own.length, outer.length)
        && own[own.length - 1 - common].equals(outer[outer.length - 1 - common])) {
      common++;
    }
    for (int i = 0; i < own.length - common; i++) {
      line(indent, "\tat " + own[i]);
    }
    if (common > 0) {
      line(indent, "\t... " + common + " more");
    }
  }

  private void line(String indent, String content) {
    text.append(indent).append(content).append(System.lineSeparator());
  }
}
