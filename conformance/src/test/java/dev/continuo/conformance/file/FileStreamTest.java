package dev.continuo.conformance.file;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.FileStream;
import dev.continuo.file.MalformedTextException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines and blocks. */
class FileStreamTest {

  private static final int BLOCK = 1 << 16;

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("file.txt");
  }

  private static <T> List<T> all(FileStream<T> stream) {
    return run(stream.toList());
  }

  @Async
  private static <T> Coroutine<List<T>> looped(FileStream<T> stream) {
    List<T> seen = new ArrayList<>();
    for (T each : each(stream)) {
      seen.add(each);
    }
    return value(seen);
  }

  @Test
  void linesAreWithoutTheirEnds() throws IOException {
    Files.writeString(file, "one\r\n\ntwo\rhalf\nlast");

    assertThat(all(AsyncFiles.lines(file))).containsExactly("one", "", "two\rhalf", "last");
    assertThat(run(looped(AsyncFiles.lines(file)))).hasSize(4);
    Files.writeString(file, "\r\n\n\r");
    assertThat(all(AsyncFiles.lines(file))).containsExactly("", "", "\r");
    Files.writeString(file, "");
    assertThat(all(AsyncFiles.lines(file))).isEmpty();
    assertThat(all(AsyncFiles.blocks(file))).isEmpty();
  }

  /** Characters, line ends and carriage returns at every place of the end of a block. */
  @Test
  void whatStandsAcrossTheEndOfABlock() throws IOException {
    String tail = "ä\r\n\uD83D\uDE00€\r\nend";
    for (int before = BLOCK - 20; before <= BLOCK + 2; before++) {
      String text = "x".repeat(before) + tail;
      Files.writeString(file, text);
      assertThat(all(AsyncFiles.lines(file)))
          .containsExactly("x".repeat(before) + "ä", "\uD83D\uDE00€", "end");
    }
  }

  @Test
  void randomTextsAsReadAllLines() throws IOException {
    Random random = new Random(5);
    for (Charset charset : List.of(UTF_8, UTF_16)) {
      StringBuilder text = new StringBuilder();
      List<String> lines = new ArrayList<>();
      while (text.length() < 5 * BLOCK) {
        int length = random.nextInt(20) == 0 ? random.nextInt(2 * BLOCK) : random.nextInt(80);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < length; i++) {
          line.appendCodePoint(random.nextInt(8) == 0 ? 0x1F600 + i % 50 : 'a' + i % 26);
        }
        lines.add(line.toString());
        text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      Files.writeString(file, text, charset);
      assertThat(all(AsyncFiles.lines(file, charset))).isEqualTo(lines);
    }
  }

  @Test
  void blocksHaveTheSizeAskedFor() throws IOException {
    byte[] bytes = new byte[10 * 1000 + 7];
    new Random(1).nextBytes(bytes);
    Files.write(file, bytes);

    List<byte[]> blocks = all(AsyncFiles.blocks(file, 1000));

    assertThat(blocks).hasSize(11);
    assertThat(blocks.get(10)).hasSize(7);
    assertThat(blocks.get(3)).isEqualTo(java.util.Arrays.copyOfRange(bytes, 3000, 4000));
    assertThatThrownBy(() -> AsyncFiles.blocks(file, 0)).hasMessageContaining("not 0");
  }

  // ---- failures

  @Async
  private static Coroutine<Long> untilMalformed(FileStream<String> lines, List<String> seen) {
    try {
      for (String line : each(lines)) {
        seen.add(line);
      }
    } catch (Exception e) {
      return value(((MalformedTextException) e).position());
    }
    return value(-1L);
  }

  @Test
  void malformedInputComesBehindTheLastGoodLine() throws IOException {
    for (int before : List.of(0, 3, BLOCK - 3, BLOCK - 1, BLOCK, 3 * BLOCK + 1)) {
      byte[] bytes = ("good\n" + "x".repeat(before) + "\nü").getBytes(UTF_8);
      byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1); // half an ü, and the end
      Files.write(file, cut);
      List<String> seen = new ArrayList<>();

      assertThat(run(untilMalformed(AsyncFiles.lines(file), seen))).isEqualTo(5L + before + 1);
      assertThat(seen).containsExactly("good", "x".repeat(before));
      Descriptors.areClosed(file, Thread::yield);
    }
  }

  @Test
  void aFileThatIsNotThere() {
    assertThatThrownBy(() -> all(AsyncFiles.lines(file))).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> all(AsyncFiles.blocks(directory))).isInstanceOf(IOException.class);
  }

  // ---- the end comes early

  private void writeLines(int count) throws IOException {
    Files.write(file, java.util.Collections.nCopies(count, "0123456789"));
  }

  @Async
  private static Coroutine<Void> breaks(FileStream<String> source) {
    try (FileStream<String> lines = source) {
      int count = 0;
      for (String line : each(lines)) {
        assertThat(line).hasSize(10);
        if (++count == 3) {
          break;
        }
      }
    }
    return done();
  }

  @Async
  private static Coroutine<Void> breaksWithoutTry(Path file) {
    for (String line : each(AsyncFiles.lines(file))) {
      assertThat(line).hasSize(10);
      break;
    }
    return done();
  }

  @Async
  private static Coroutine<Void> closesInTime(Path file) {
    await(breaks(AsyncFiles.lines(file)));
    assertThat(Descriptors.of(file)).isZero();
    assertThat(await(AsyncFiles.lines(file).take(5).count())).isEqualTo(5);
    assertThat(Descriptors.of(file)).isZero();
    AsyncIterator<String> open = AsyncFiles.lines(file).asyncIterator();
    await(open.next());
    assertThat(Descriptors.of(file)).isEqualTo(1);
    await(((dev.continuo.AsyncCloseable) open).closeAsync());
    assertThat(Descriptors.of(file)).isZero();
    return done();
  }

  @Test
  void whoStopsBeforeTheEndClosesTheFile() throws IOException {
    writeLines(100_000);
    run(closesInTime(file));
  }

  @Test
  void aBreakWithoutTryIsClosedWhenItIsCollected() throws IOException {
    writeLines(100_000);
    run(breaksWithoutTry(file));
    Descriptors.areClosed(file, System::gc);
  }

  @Async
  private static Coroutine<Void> cancelledAfter(Path file, int ticks) {
    Task<List<String>> task = createTask(looped(AsyncFiles.lines(file)));
    for (int i = 0; i < ticks; i++) {
      await(yieldNow());
    }
    task.cancel();
    try {
      await(task);
    } catch (CancelledError e) {
      assertThat(task.cancelled()).isTrue();
    }
    return done();
  }

  @Test
  void whoIsCancelledAtAnyMomentLeavesNoDescriptor() throws IOException {
    writeLines(100_000);
    for (int i = 0; i < 40; i++) {
      run(cancelledAfter(file, i));
      Descriptors.areClosed(file, Thread::yield);
    }
  }

  // ---- cost

  @Async
  private static Coroutine<Long> countedHops(FileStream<String> lines, AtomicInteger hops) {
    Executor threads =
        call -> {
          hops.incrementAndGet();
          new Thread(call).start();
        };
    EventLoop.running().setDefaultExecutor(threads);
    return value(await(lines.count()));
  }

  @Test
  void oneHopPerBlockAndNonePerLine() throws IOException {
    writeLines(100_000);
    AtomicInteger hops = new AtomicInteger();

    assertThat(run(countedHops(AsyncFiles.lines(file), hops))).isEqualTo(100_000);
    assertThat(hops.get()).isLessThanOrEqualTo((int) (Files.size(file) / BLOCK) + 3);
  }
}
