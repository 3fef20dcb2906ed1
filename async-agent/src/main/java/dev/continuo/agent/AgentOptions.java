package dev.continuo.agent;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.directory.ClassFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the agent's jar on the command line; the names are those of the Maven plugin.
 *
 * <pre>
 * -javaagent:async-agent.jar=includes=com.example.**;org.example.*,excludes=**.*Dto,debug=true
 * </pre>
 *
 * @param skip whether the agent does nothing
 * @param filter which classes may be rewritten; null for all, as most programs say nothing, and a
 *     filter costs their start more than everything else of the agent
 * @param failOnMisuse whether the {@code @Async} methods of a class with a mistake throw the
 *     diagnostics; if not, that class is left as the compiler wrote it
 * @param transform settings of the transformer
 */
record AgentOptions(
    boolean skip, @Nullable ClassFilter filter, boolean failOnMisuse, TransformOptions transform) {

  /** Those of an agent with nothing behind its jar. */
  static final AgentOptions DEFAULTS = parse(null);

  private static final String USAGE =
      "options are skip, failOnMisuse, verify, debug (true or false) and includes, excludes"
          + " (patterns with ';' between them), with ',' between options:"
          + " -javaagent:async-agent.jar=includes=com.example.**;org.example.*,debug=true";

  /**
   * Reads the options.
   *
   * @param text what stands behind the jar, or null
   * @throws IllegalArgumentException if there is one that nobody knows, or a value that is none
   */
  static AgentOptions parse(@Nullable String text) {
    boolean skip = false;
    boolean failOnMisuse = true;
    boolean verify = true;
    boolean debug = false;
    List<String> includes = new ArrayList<>();
    List<String> excludes = new ArrayList<>();
    for (String option : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = option.indexOf('=');
      String name = (equals < 0 ? option : option.substring(0, equals)).strip();
      String value = equals < 0 ? "true" : option.substring(equals + 1).strip();
      switch (name) {
        case "skip" -> skip = truth(name, value);
        case "failOnMisuse" -> failOnMisuse = truth(name, value);
        case "verify" -> verify = truth(name, value);
        case "debug" -> debug = truth(name, value);
        case "includes" -> includes.addAll(patterns(name, value));
        case "excludes" -> excludes.addAll(patterns(name, value));
        default -> throw new IllegalArgumentException("no option '" + name + "'; " + USAGE);
      }
    }
    return new AgentOptions(
        skip,
        includes.isEmpty() && excludes.isEmpty() ? null : ClassFilter.of(includes, excludes),
        failOnMisuse,
        new TransformOptions(verify, debug));
  }

  /** Whether a class with this binary name may be rewritten. */
  boolean accepts(String className) {
    return filter == null || filter.accepts(className);
  }

  private static boolean truth(String name, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              name + " is true or false, not '" + value + "'; " + USAGE);
    };
  }

  private static List<String> patterns(String name, String value) {
    List<String> patterns = new ArrayList<>();
    for (String each : value.split(";", -1)) {
      if (!each.isBlank()) {
        patterns.add(each.strip());
      }
    }
    if (patterns.isEmpty() || value.equals("true")) {
      throw new IllegalArgumentException(name + " needs a pattern; " + USAGE);
    }
    return patterns;
  }
}
