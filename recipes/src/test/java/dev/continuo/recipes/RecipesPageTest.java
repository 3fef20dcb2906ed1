package dev.continuo.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the page and the projects together, both ways: every block of code of the page stands in a
 * file of a project, and every file stands on the page. Blocks of text are what a program prints.
 */
class RecipesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "guide", "recipes.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([a-z]+)\\n(.*?)^```$");

  /** A file of a project, as it should stand on the page. */
  private record Source(Path file, String code) {}

  @Test
  void everyBlockStandsInAProject() throws Exception {
    List<Source> sources = sources();
    List<String> missing = new ArrayList<>(blocks());
    missing.removeIf(block -> sources.stream().anyMatch(source -> source.code().contains(block)));

    assertThat(missing).isEmpty();
  }

  @Test
  void everyFileStandsOnThePage() throws Exception {
    List<String> blocks = blocks();
    List<Path> missing = new ArrayList<>();
    for (Source source : sources()) {
      if (!stands(source, blocks)) {
        missing.add(source.file());
      }
    }

    assertThat(missing).isEmpty();
    assertThat(blocks).hasSizeGreaterThan(15);
  }

  @Test
  void theVersionIsThatOfThisBuild() throws Exception {
    String version = System.getProperty("continuo.version");
    Matcher named = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+-SNAPSHOT").matcher("");
    int count = 0;
    for (Source source : sources()) {
      named.reset(source.code());
      while (named.find()) {
        count++;
        assertThat(named.group()).as(source.file().toString()).isEqualTo(version);
      }
    }

    assertThat(version.endsWith("-SNAPSHOT") ? count : 1).isPositive();
  }

  /** A script may be explained in parts; everything else stands on the page in one piece. */
  private static boolean stands(Source source, List<String> blocks) {
    if (!source.file().toString().endsWith(".sh")) {
      return blocks.stream().anyMatch(block -> block.equals(source.code()));
    }
    String all = String.join("", blocks);
    return source.code().lines().allMatch(line -> all.contains(line + "\n"));
  }

  private static List<String> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .filter(block -> !block.group(1).equals("text"))
        .map(block -> block.group(2))
        .toList();
  }

  private static List<Source> sources() throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Project.PROJECTS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        sources.add(new Source(file, Files.readString(file).replaceFirst("\\Aset -eu\n", "")));
      }
    }
    return sources;
  }
}
