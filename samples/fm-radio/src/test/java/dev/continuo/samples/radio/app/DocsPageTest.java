package dev.continuo.samples.radio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each block of Java on the page docs/fm-radio.md stands in the program as it is there. */
class DocsPageTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "fm-radio.md");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the indentation, which depends on the place. */
  private static String flat(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  @Test
  void itsCodeIsTheProgramsCode() throws IOException {
    List<String> sources;
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(DocsPageTest::read)
              .map(DocsPageTest::flat)
              .toList();
    }
    List<String> blocks =
        BLOCK.matcher(read(PAGE)).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(5);
    for (String block : blocks) {
      assertThat(sources).as(block).anyMatch(source -> source.contains(flat(block)));
    }
  }
}
