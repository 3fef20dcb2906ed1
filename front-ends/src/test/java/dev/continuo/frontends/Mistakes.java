package dev.continuo.frontends;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Diagnostics as lines like {@code error ASYNC003 Places.java 44}: out of what a program has
 * printed, and out of the comments of the sources, which say what is to be printed.
 */
final class Mistakes {

  /** {@code error: dev/example/Places.java:[44] ASYNC003}, Maven's [ERROR], with a column, too. */
  private static final Pattern OURS =
      Pattern.compile(
          "(?mi)^(?:\\[async-agent] )?\\[?(error|warning)[]:] .*?dev/example/(\\w+\\.java)"
              + ":\\[(\\d+)(?:,\\d+)?] (ASYNC\\d{3}) ");

  /** {@code dev/example/Places.java:44: error: ASYNC003}. */
  private static final Pattern JAVACS =
      Pattern.compile("(?m)dev/example/(\\w+\\.java):(\\d+): (error|warning): (ASYNC\\d{3}) ");

  private static final Pattern EXPECTED =
      Pattern.compile("(ASYNC\\d{3})( in sources| in class files)?");

  private Mistakes() {}

  /** Sorted, and what was said twice is there twice. */
  static List<String> printed(String text) {
    List<String> mistakes = new ArrayList<>();
    Matcher ours = OURS.matcher(text);
    while (ours.find()) {
      mistakes.add(line(ours.group(1), ours.group(4), ours.group(2), ours.group(3)));
    }
    Matcher javacs = JAVACS.matcher(text);
    while (javacs.find()) {
      mistakes.add(line(javacs.group(3), javacs.group(4), javacs.group(1), javacs.group(2)));
    }
    return mistakes.stream().sorted().toList();
  }

  /**
   * What the comments of sources announce.
   *
   * @param where {@code sources} or {@code class files}: what is wrong with a method as a whole is
   *     known with the line of its declaration there, and with its first line of code here
   */
  static List<String> announced(List<Path> sources, String where) throws IOException {
    List<String> mistakes = new ArrayList<>();
    for (Path source : sources) {
      List<String> lines = Files.readAllLines(source);
      for (int i = 0; i < lines.size(); i++) {
        int comment = lines.get(i).indexOf("// ");
        Matcher expected = EXPECTED.matcher(comment < 0 ? "" : lines.get(i).substring(comment));
        while (expected.find()) {
          if (expected.group(2) == null || expected.group(2).equals(" in " + where)) {
            String level = expected.group(1).startsWith("ASYNC0") ? "error" : "warning";
            mistakes.add(
                line(
                    level,
                    expected.group(1),
                    String.valueOf(source.getFileName()),
                    String.valueOf(i + 1)));
          }
        }
      }
    }
    return mistakes.stream().sorted().toList();
  }

  private static String line(String level, String code, String file, String line) {
    return level.toLowerCase(Locale.ROOT) + " " + code + " " + file + " " + line;
  }
}
