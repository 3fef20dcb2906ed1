package dev.continuo.conformance.file;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.MalformedTextException;
import dev.continuo.file.WriteOption;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Reading and writing at once. */
class WholeFilesTest {

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("file.txt");
  }

  @Async
  private static Coroutine<Void> writesAndReads(Path file) {
    await(AsyncFiles.writeString(file, "grün\n"));
    assertThat(await(AsyncFiles.readString(file))).isEqualTo("grün\n");
    await(AsyncFiles.appendString(file, "rot\n"));
    await(AsyncFiles.append(file, new byte[] {'x'}));
    assertThat(await(AsyncFiles.readString(file))).isEqualTo("grün\nrot\nx");
    await(AsyncFiles.write(file, new byte[] {1, 2}));
    assertThat(await(AsyncFiles.readAllBytes(file))).containsExactly(1, 2);
    await(AsyncFiles.writeString(file, "grün", ISO_8859_1));
    assertThat(await(AsyncFiles.readAllBytes(file))).hasSize(4);
    assertThat(await(AsyncFiles.readString(file, ISO_8859_1))).isEqualTo("grün");
    await(AsyncFiles.writeString(file, ""));
    assertThat(await(AsyncFiles.readString(file))).isEmpty();
    return done();
  }

  @Test
  void whatIsWrittenIsRead() {
    run(writesAndReads(file()));
  }

  @Test
  void failuresAreThoseOfFiles() throws IOException {
    assertThatThrownBy(() -> run(AsyncFiles.readString(file())))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("file.txt");
    var unused = Files.createFile(file());
    assertThatThrownBy(
            () -> run(AsyncFiles.writeString(file(), "x", StandardOpenOption.CREATE_NEW)))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> run(AsyncFiles.writeString(directory, "x")))
        .isInstanceOf(FileSystemException.class);
  }

  // ---- charsets

  @Test
  void malformedTextHasAPosition() throws IOException {
    byte[] bytes = "abcü".getBytes(UTF_8);
    bytes[4] = 'x'; // the second half of ü
    Files.write(file(), bytes);

    assertThatThrownBy(() -> run(AsyncFiles.readString(file())))
        .isInstanceOf(CharacterCodingException.class)
        .isInstanceOfSatisfying(
            MalformedTextException.class, e -> assertThat(e.position()).isEqualTo(3))
        .hasMessage(file() + ": the bytes at 3 are not UTF-8");
  }

  @Test
  void aReplacementCharacterOfTheTextItselfIsNoError() throws IOException {
    Files.writeString(file(), "a\uFFFDb");
    assertThat(run(AsyncFiles.readString(file()))).isEqualTo("a\uFFFDb");
  }

  @Test
  void whatTheCharsetHasNotIsNotWritten() throws IOException {
    Files.writeString(file(), "old");

    assertThatThrownBy(() -> run(AsyncFiles.writeString(file(), "grün", US_ASCII)))
        .isInstanceOf(MalformedTextException.class)
        .hasMessage(file() + ": the character at 2 of the text cannot be written in US-ASCII");
    assertThatThrownBy(() -> run(AsyncFiles.writeString(file(), "half \uD800")))
        .hasMessageContaining("at 5");
    assertThat(file()).hasContent("old");
  }

  @Test
  void longTextsInSeveralCharsets() throws IOException {
    String text = "Ä\uD83D\uDE00z".repeat(50_000);
    for (var charset : new java.nio.charset.Charset[] {UTF_8, UTF_16LE}) {
      var unused = run(AsyncFiles.writeString(file(), text, charset));
      assertThat(Files.readString(file(), charset)).isEqualTo(text);
      assertThat(run(AsyncFiles.readString(file(), charset))).isEqualTo(text);
    }
  }

  // ---- atomic

  @Test
  void anAtomicWriteReplaces() throws IOException {
    var unusedFirst = run(AsyncFiles.writeString(file(), "first", WriteOption.ATOMIC));
    assertThat(file()).hasContent("first");
    var unusedSecond = run(AsyncFiles.writeString(file(), "second", WriteOption.ATOMIC));
    assertThat(file()).hasContent("second");
    assertThat(directory.toFile().list()).containsExactly("file.txt");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anAtomicWriteKeepsPermissionsAndLinks() throws IOException {
    Files.writeString(file(), "old");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file());

    var unused = run(AsyncFiles.writeString(link, "new", WriteOption.ATOMIC));

    assertThat(file()).hasContent("new");
    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
  }

  @Test
  void anAtomicWriteThatFailsLeavesNothing() {
    assertThatThrownBy(() -> run(AsyncFiles.writeString(directory, "x", WriteOption.ATOMIC)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is a directory");
    Path nowhere = directory.resolve("missing").resolve("file");
    assertThatThrownBy(() -> run(AsyncFiles.writeString(nowhere, "x", WriteOption.ATOMIC)))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(directory).isEmptyDirectory();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    AsyncFiles.writeString(
                        file(), "x", WriteOption.ATOMIC, StandardOpenOption.APPEND)));
  }

  // ---- cancellation

  @Async
  private static Coroutine<Void> cancelledAfter(Path file, int ticks, String text) {
    Task<Void> task = createTask(AsyncFiles.writeString(file, text, WriteOption.ATOMIC));
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
  void aCancelledAtomicWriteIsWholeOrNotAtAll() throws IOException {
    String text = "0123456789".repeat(100_000);
    for (int i = 0; i < 30; i++) {
      Files.writeString(file(), "old");
      run(cancelledAfter(file(), i * 20, text));
      assertThat(Files.readString(file()).length()).isIn(3, text.length());
      try (Stream<Path> left = Files.list(directory)) {
        assertThat(left).containsExactly(file()); // a loop waits for its executor at its end
      }
    }
  }

  // ---- the loop is not blocked

  @Async
  private static Coroutine<Integer> ticksDuring(Coroutine<?> work, Executor never) {
    dev.continuo.EventLoop.running().setDefaultExecutor(never);
    Task<?> task = createTask(work);
    int ticks = 0;
    while (ticks < 100) {
      await(yieldNow());
      ticks++;
    }
    assertThat(task.done()).isFalse();
    task.cancel();
    return value(ticks);
  }

  @Test
  void aDiskThatHangsDoesNotHangTheLoop() {
    assertThat(run(ticksDuring(AsyncFiles.readString(file()), call -> {}))).isEqualTo(100);
  }
}
