package dev.continuo.transform.check;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.DiagnosticCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** What the checks of one class found. */
final class Findings {

  private final String source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  /**
   * Nothing yet.
   *
   * @param source path of the source file
   */
  Findings(String source) {
    this.source = source;
  }

  /**
   * Adds one.
   *
   * @param code what it is
   * @param method where it is
   * @param index of the instruction where it is
   * @param message what is wrong, for the user
   */
  void report(DiagnosticCode code, MethodNode method, int index, String message) {
    diagnostics.add(new Diagnostic(code, source, line(method, index), message));
  }

  /**
   * All of them.
   *
   * @return in the order of their lines
   */
  List<Diagnostic> inOrder() {
    diagnostics.sort(Comparator.comparingInt(Diagnostic::line));
    return List.copyOf(diagnostics);
  }

  /** The line of an instruction; the first of the method if none stands before it. */
  static int line(MethodNode method, int index) {
    int line = -1;
    int position = 0;
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LineNumberNode number) {
        if (position > index && line >= 0) {
          break;
        }
        line = number.line;
      } else if (position > index && line >= 0) {
        break;
      }
      position++;
    }
    return line;
  }
}
