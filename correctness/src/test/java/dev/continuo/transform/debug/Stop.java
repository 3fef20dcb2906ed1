package dev.continuo.transform.debug;

import java.util.Arrays;
import java.util.List;

/**
 * One stop at a breakpoint.
 *
 * @param type binary name of the class, without its package
 * @param method the method that the debugger shows
 * @param line the line
 * @param variables {@code this} and the visible variables in the order of their slots, as the
 *     comments of the programs write them: {@code this=Locals p=3 text="t"}; or {@link #UNKNOWN}
 */
record Stop(String type, String method, int line, String variables) {

  /** What is shown where the class file does not name its variables. */
  static final String UNKNOWN = "?";

  private static final String SUFFIX = "$async";

  /**
   * The same stop as the untransformed program has it: bodies are called {@code
   * lambda$Host$method$async}, and the static ones of interfaces call their receiver {@code $this}.
   */
  Stop asWritten() {
    String prefix = "lambda$" + type + "$";
    boolean isBody = method.startsWith(prefix) && method.endsWith(SUFFIX);
    return new Stop(
        type,
        isBody ? method.substring(prefix.length(), method.length() - SUFFIX.length()) : method,
        line,
        variables.startsWith("$this=") ? variables.substring(1) : variables);
  }

  /** The variables one by one; no value that is shown has a space in it. */
  List<String> variableList() {
    return variables.isEmpty() ? List.of() : Arrays.asList(variables.split(" ", -1));
  }

  Stop withoutVariables() {
    return new Stop(type, method, line, UNKNOWN);
  }
}
