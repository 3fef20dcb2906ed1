package dev.continuo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table of docs/coming-from-asyncio.md has every name, and each row a test or a reason. */
class ParityTableTest {

  private static final Path PAGE = Path.of("..", "docs", "coming-from-asyncio.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");

  private record Row(String here, String how, String shown) {}

  private static Map<String, Row> rows() throws IOException {
    String page = Files.readString(PAGE);
    Matcher row = ROW.matcher(page.substring(page.indexOf("## Every public name")));
    Map<String, Row> rows = new TreeMap<>();
    while (row.find()) {
      assertThat(rows.put(row.group(1), new Row(row.group(2), row.group(3), row.group(4))))
          .as(row.group(1) + " is there twice")
          .isNull();
    }
    return rows;
  }

  @Test
  void everyPublicNameIsThere() throws IOException {
    List<String> names = Files.readAllLines(Path.of("src/test/resources/asyncio-names.txt"));
    assertThat(rows().keySet()).containsAll(names);
  }

  @Test
  void whatIsThereIsShownByATestThatExists() throws IOException {
    Set<String> tests = tests();
    List<String> wrong = new ArrayList<>();
    rows()
        .forEach(
            (name, row) -> {
              boolean isMissing = row.how().equals("none") || row.how().equals("later");
              boolean isTested = tests.contains(row.shown());
              if (isMissing ? isTested || row.shown().isBlank() : !isTested) {
                wrong.add(name + ": " + row);
              }
            });
    assertThat(wrong).isEmpty();
  }

  /** What the second column names is a member of the class that it names. */
  @Test
  void whatIsNamedExists() throws IOException {
    List<String> wrong = new ArrayList<>();
    Pattern name = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
    rows()
        .forEach(
            (python, row) -> {
              Matcher named = name.matcher(row.here());
              while (named.find()) {
                if (!exists(named.group(1), named.group(2))) {
                  wrong.add(python + ": " + named.group());
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  private static boolean exists(String type, @Nullable String member) {
    for (String place :
        List.of(
            "dev.continuo.",
            "dev.continuo.net.",
            "dev.continuo.process.",
            "dev.continuo.sync.",
            "java.lang.")) {
      try {
        Class<?> found = Class.forName(place + type);
        return member == null
            || Stream.of(found.getMethods()).anyMatch(m -> m.getName().equals(member))
            || Stream.of(found.getFields()).anyMatch(f -> f.getName().equals(member));
      } catch (ClassNotFoundException e) {
        // perhaps in the next package
      }
    }
    return false;
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .map(Path::toString)
          .filter(file -> file.contains("src/test/java") && file.endsWith("Test.java"))
          .map(file -> file.replaceFirst(".*/", "").replaceFirst("\\.java$", ""))
          .collect(Collectors.toSet());
    }
  }
}
