package dev.continuo.transform.constructs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/correctness.md names every class of constructs, and none that is not there. */
class LanguageTableTest {

  private static final Path PAGE = Path.of("..", "docs", "correctness.md");
  private static final Path SOURCES = Path.of("src", "test", "constructs");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|$");
  private static final Pattern CLASS = Pattern.compile("\\b[A-Z][a-z]\\w+");

  /** What is no construct but belongs to some. */
  private static final Set<String> SUPPORT = Set.of("Advice", "Api", "TransformedStepCoroutines");

  @Test
  void theTableNamesEveryClassOfConstructs() throws IOException {
    assertThat(named()).containsExactlyElementsOf(existing());
  }

  private static Set<String> named() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf("| JLS |"), page.indexOf("## Random programs"));
    Set<String> names = new TreeSet<>();
    Matcher row = ROW.matcher(table);
    while (row.find()) {
      CLASS.matcher(row.group(1)).results().forEach(match -> names.add(match.group()));
    }
    return names;
  }

  private static Set<String> existing() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches(".*\\.(java|kt)"))
          .map(name -> name.replaceFirst("\\.\\w+$", ""))
          .filter(name -> !SUPPORT.contains(name))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
