package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of different sizes, and the text that the program makes. */
class WordCountTest {

  @TempDir Path folder;

  @Test
  void theGeneratedTextIsAlwaysTheSame() throws Exception {
    Transcript t = Transcript.ofRealTime(WordCount::main);

    assertThat(t.lines())
        .containsExactly(
            "  258713 the",
            "  174431 of",
            "  133841 and",
            "  106138 to",
            "   84364 in",
            "   68292 that",
            "   54471 it",
            "   42769 was",
            "   32146 for",
            "   23188 on",
            "1000000 words, 12 different ones");
  }

  @Test
  void wordsAreLettersInAnyCaseAndEqualOnesAreInAlphabeticalOrder() throws Exception {
    Path file = folder.resolve("text");
    Files.writeString(file, "Don't panic: 42!\n\nWÄRE wäre don't\nzebra apple");

    Transcript t = Transcript.ofRealTime(args -> WordCount.main(new String[] {file.toString()}));

    assertThat(t.lines())
        .containsExactly(
            "       2 don't",
            "       2 wäre",
            "       1 apple",
            "       1 panic",
            "       1 zebra",
            "7 words, 5 different ones");
  }

  @Test
  void anEmptyFileHasNoWords() throws Exception {
    Path file = Files.createFile(folder.resolve("empty"));

    assertThat(Transcript.ofCoroutine(WordCount.print(file)).lines())
        .containsExactly("0 words, 0 different ones");
  }

  @Test
  void bytesThatAreNoTextAreNotAnError() throws Exception {
    Path file =
        Files.write(
            folder.resolve("latin"), "caf\u00e9 ol\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(run(WordCount.count(file))).isEqualTo(Map.of("caf", 1, "ol", 1));
  }

  @Test
  void aMissingFileFailsWhenItIsRead() {
    assertThatThrownBy(() -> run(WordCount.count(folder.resolve("missing"))))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Async
  private static Coroutine<List<String>> all(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    try (AsyncGenerator<String> lines = WordCount.lines(file)) {
      for (String line : each(lines)) {
        all.add(line);
      }
    }
    return value(all);
  }

  @Test
  void linesComeInOrderOverTheBordersOfBlocks() throws Exception {
    List<String> written = IntStream.range(0, 2500).mapToObj(i -> "line " + i).toList();
    Path file = Files.write(folder.resolve("lines"), written);

    assertThat(run(all(file))).isEqualTo(written);
  }
}
