package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ten most frequent words of a file of any size. Other threads read blocks of lines, which come
 * as an asynchronous stream; only one block is in memory at a time.
 *
 * <pre>
 *   258713 the
 *   174431 of
 *   …
 * 1000000 words, 12 different ones
 * </pre>
 *
 * <p>{@code ./sample streams/word-count FILE} counts the words of a file; without an argument the
 * program makes a text of its own.
 */
class WordCount {

  private static final int LINES_PER_BLOCK = 1000;
  private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*");

  /** The lines of a file. Reading blocks its thread, so it happens in another one. */
  @Async
  static AsyncGenerator<String> lines(Path file) throws IOException {
    BufferedReader reader = await(toThread(() -> open(file)));
    try {
      while (true) {
        List<String> block = await(toThread(() -> readBlock(reader)));
        if (block.isEmpty()) {
          return done();
        }
        emitAll(block);
      }
    } finally { // in a thread, too: it waits for a read that was cancelled
      await(toThread(() -> close(reader)));
    }
  }

  private static boolean close(BufferedReader reader) throws IOException {
    reader.close();
    return true;
  }

  /** Bytes that are not UTF-8 become �, so any file will do. */
  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8));
  }

  private static List<String> readBlock(BufferedReader reader) throws IOException {
    List<String> block = new ArrayList<>(LINES_PER_BLOCK);
    String line;
    while (block.size() < LINES_PER_BLOCK && (line = reader.readLine()) != null) {
      block.add(line);
    }
    return block;
  }

  @Async
  static Coroutine<Map<String, Integer>> count(Path file) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (AsyncGenerator<String> lines = lines(file)) {
      for (String line : each(lines)) {
        Matcher words = WORD.matcher(line.toLowerCase(Locale.ROOT));
        while (words.find()) {
          counts.merge(words.group(), 1, Integer::sum);
        }
      }
    }
    return value(counts);
  }

  @Async
  static Coroutine<Void> print(Path file) throws IOException {
    Map<String, Integer> counts = await(count(file));
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(10)
        .forEach(
            word -> System.out.printf(Locale.ROOT, "%8d %s%n", word.getValue(), word.getKey()));
    long all = counts.values().stream().mapToLong(Integer::longValue).sum();
    System.out.println(all + " words, " + counts.size() + " different ones");
    return done();
  }

  /** Writes a text in which some words are more frequent than others; always the same. */
  static Path writeText(Path file, int lines) throws IOException {
    List<String> words =
        List.of("the", "of", "and", "to", "in", "that", "it", "was", "for", "on", "as", "with");
    Random random = new Random(1);
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < lines; i++) {
        StringBuilder line = new StringBuilder();
        for (int word = 0; word < 10; word++) {
          line.append(words.get(random.nextInt(1 + random.nextInt(words.size())))).append(' ');
        }
        writer.append(line.toString().strip()).append(".\n");
      }
    }
    return file;
  }

  @Async
  static Coroutine<Void> printOfGeneratedText(int lines) throws IOException {
    Path file = await(toThread(() -> Files.createTempFile("words", ".txt")));
    try {
      await(toThread(() -> writeText(file, lines)));
      await(print(file));
    } finally {
      await(toThread(() -> Files.deleteIfExists(file)));
    }
    return done();
  }

  public static void main(String[] args) throws IOException {
    CommandLine line = new CommandLine("word-count [FILE]", 1, args);
    run(line.has(0) ? print(line.file(0)) : printOfGeneratedText(100_000));
  }
}
