package dev.continuo.samples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the pages and the code together: every {@code ```java} block of a page stands, up to its
 * indentation, in a source of this package, or of the package guide of an integration, which is
 * compiled, transformed and run with the tests.
 */
class GuidePagesTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final List<Path> CODE =
      List.of(
          Path.of("src/test/java/dev/continuo/samples/guide"),
          Path.of(
              "../integrations/async-context-propagation",
              "src/test/java/dev/continuo/context/propagation/guide"),
          Path.of("../integrations/async-netty", "src/test/java/dev/continuo/netty/guide"));

  /** Code with mistakes, which are tested where the diagnostics are; and that of other modules. */
  private static final Set<String> OTHERWISE_TESTED =
      Set.of("diagnostics.md", "fm-radio.md", "recipes.md");

  @Test
  void everyBlockOfEveryPageIsCompiledAndRun() throws Exception {
    List<String> sources = sources();
    List<String> missing = new ArrayList<>();
    int blocks = 0;
    for (Path page : pages()) {
      if (OTHERWISE_TESTED.contains(page.getFileName().toString())) {
        continue;
      }
      for (String block : javaBlocks(page)) {
        blocks++;
        if (sources.stream().noneMatch(source -> source.contains(block))) {
          missing.add(page.getFileName() + ":\n" + block);
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(blocks).isGreaterThan(20);
  }

  @Test
  void aChangedLineIsNoticed() throws Exception {
    String block = javaBlocks(DOCS.resolve("guide/testing.md")).get(0);

    assertThat(sources()).anyMatch(source -> source.contains(block));
    assertThat(sources()).noneMatch(source -> source.contains(block.replace("coffee", "tea")));
  }

  @Test
  void everyLinkOfEveryPageLeadsSomewhere() throws Exception {
    List<String> broken = new ArrayList<>();
    var link = java.util.regex.Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    for (Path page : pages()) {
      link.matcher(Files.readString(page))
          .results()
          .map(result -> result.group(1))
          .filter(target -> !Files.exists(page.resolveSibling(target)))
          .forEach(target -> broken.add(page + " → " + target));
    }

    assertThat(broken).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> guide = Files.list(DOCS.resolve("guide"));
        Stream<Path> docs = Files.list(DOCS)) {
      return Stream.concat(guide, docs)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /** The blocks of a page, without common indentation. */
  private static List<String> javaBlocks(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(page)) {
      if (block == null) {
        block = line.strip().equals("```java") ? new StringBuilder() : null;
      } else if (line.strip().equals("```")) {
        blocks.add(flattened(block.toString()));
        block = null;
      } else {
        block.append(line).append('\n');
      }
    }
    assertThat(block).as("unfinished block in " + page).isNull();
    return blocks;
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path folder : CODE) {
      try (Stream<Path> files = Files.list(folder)) {
        files.map(GuidePagesTest::read).map(GuidePagesTest::flattened).forEach(sources::add);
      }
    }
    return sources;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each line without its indentation: google-java-format decides that in the source. */
  private static String flattened(String code) {
    return code.lines().map(String::strip).reduce("", (a, b) -> a + b + "\n");
  }
}
