package dev.continuo.transform.debug;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the comments of a program say that a debugger shows at their lines, stop by stop:
 *
 * <pre>
 *   sum += r;           //&#64; sum=0 r=1 | sum=1 r=2     with every variable
 *   return value(sum);  //&#64;default sum=3              with the default options of the transformer
 * </pre>
 */
final class ExpectedStops {

  private ExpectedStops() {}

  /** The variables of the stops at each line. */
  static Map<Integer, List<String>> of(String program, String tag) throws IOException {
    Map<Integer, List<String>> expected = new TreeMap<>();
    List<String> lines = lines(program);
    for (int i = 0; i < lines.size(); i++) {
      for (String comment : lines.get(i).split("//@", -1)) {
        if (!comment.equals(lines.get(i)) && comment.startsWith(tag + " ")) {
          expected.put(
              i + 1, Arrays.stream(comment.split("\\|", -1)).map(s -> clean(s, tag)).toList());
        }
      }
    }
    return expected;
  }

  private static String clean(String stop, String tag) {
    String text = stop.startsWith(tag + " ") ? stop.substring(tag.length()) : stop;
    return text.trim();
  }

  /** The first line that contains some code. */
  static int lineOf(String program, String code) throws IOException {
    List<String> lines = lines(program);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(code)) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException(program + " has no line with " + code);
  }

  /** The source of a program. */
  static List<String> lines(String program) throws IOException {
    return Files.readAllLines(DebuggeeBuild.SOURCES.resolve("debuggee").resolve(program + ".java"));
  }

  /** The stops at some lines in the same form. */
  static Map<Integer, List<String>> at(Iterable<Integer> lines, List<Stop> stops) {
    Map<Integer, List<String>> seen = new TreeMap<>();
    for (int line : lines) {
      List<String> variables = new ArrayList<>();
      stops.stream().filter(s -> s.line() == line).forEach(s -> variables.add(s.variables()));
      seen.put(line, variables);
    }
    return seen;
  }
}
