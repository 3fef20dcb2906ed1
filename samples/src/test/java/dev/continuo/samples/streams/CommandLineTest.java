package dev.continuo.samples.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Continuo;
import dev.continuo.annotation.Async;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs with wrong arguments, each in a process of its own. */
class CommandLineTest {

  @TempDir Path folder;

  @Test
  void tooManyArguments() throws Exception {
    assertThat(refused(RateLimit.class, "fast"))
        .containsExactly("too many arguments: 1", "usage: ./sample streams/rate-limit");
    assertThat(refused(WordCount.class, "a", "b"))
        .containsExactly("too many arguments: 2", "usage: ./sample streams/word-count [FILE]");
  }

  @Test
  void aFileThatIsNotThere() throws Exception {
    String missing = folder.resolve("missing").toString();

    assertThat(refused(LogTail.class, missing))
        .containsExactly(
            "there is no file '" + missing + "'", "usage: ./sample streams/log-tail [FILE [TEXT]]");
  }

  @Test
  void aFolderInPlaceOfAFile() throws Exception {
    assertThat(refused(WordCount.class, folder.toString()))
        .startsWith("'" + folder + "' is not a file that can be read");
  }

  @Test
  void aNumberThatIsNone() throws Exception {
    assertThat(refused(TreeWalk.class, "1", "two"))
        .containsExactly(
            "'two' is not a whole number", "usage: ./sample streams/tree-walk [NUMBER ...]");
    assertThat(refused(Permutations.class, "abc", "0"))
        .containsExactly(
            "'0' is too small: at least 1", "usage: ./sample streams/permutations [WORD [COUNT]]");
  }

  @Test
  void aWordThatIsNone() throws Exception {
    assertThat(refused(Permutations.class, " ")).startsWith("the word is empty");
    assertThat(refused(Permutations.class, "a".repeat(501)))
        .startsWith("the word is too long: at most 500 letters");
  }

  /** Runs a program that ends with exit code 2 and prints nothing but errors; gives those. */
  private List<String> refused(Class<?> program, String... args)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(program, Continuo.class, Async.class)));
    command.add(program.getName());
    command.addAll(List.of(args));

    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(out).isEmptyFile();
    return Files.readAllLines(err, StandardCharsets.UTF_8);
  }

  private static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(c -> new File(c.getProtectionDomain().getCodeSource().getLocation().getPath()))
        .map(File::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
