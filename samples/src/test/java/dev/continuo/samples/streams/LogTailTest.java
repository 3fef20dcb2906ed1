package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that a test writes while a program follows it. */
class LogTailTest {

  @TempDir Path folder;

  @Test
  void theDemonstrationShowsItsErrors() throws Exception {
    assertThat(Transcript.ofCoroutine(LogTail.demo(folder)).lines())
        .containsExactly(
            "ERROR disk is full",
            "-- the log is rotated",
            "ERROR disk is still full",
            "-- the log is truncated",
            "ERROR no disk",
            "-- the end of the demonstration");
  }

  @Test
  void theDemonstrationLeavesNothingBehind() throws Exception {
    List<Path> before = demonstrationFolders();

    assertThat(Transcript.ofRealTime(LogTail::main).lines())
        .hasSize(6)
        .endsWith("-- the end of the demonstration");
    assertThat(demonstrationFolders()).isEqualTo(before);
  }

  private static List<Path> demonstrationFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("log-tail")).sorted().toList();
    }
  }

  @Async
  private static Coroutine<Void> append(Path log, String text) throws IOException {
    Files.writeString(log, text, CREATE, APPEND);
    await(sleep(ofSeconds(10)));
    return done();
  }

  /** Follows a log that does not exist at first and whose lines come in pieces. */
  @Async
  private static Coroutine<Void> followedFromTheStart(Path log) throws IOException {
    Task<Void> follower = createTask(LogTail.follow(log, "x"));
    await(sleep(ofSeconds(10)));
    await(append(log, "x1\nno\nx"));
    System.out.println("half of a line");
    await(append(log, "2\r\nx3"));
    System.out.println("moved away");
    Files.move(log, log.resolveSibling("old"));
    await(append(log.resolveSibling("old"), "\nx4 in the old file\n"));
    await(append(log, "x5\n"));
    follower.cancel();
    await(waitUntil(dev.continuo.ReturnWhen.ALL_COMPLETED, follower));
    System.out.println("cancelled: " + follower.cancelled());
    return done();
  }

  @Test
  void linesComeWhenTheyAreCompleteAndNoneIsLost() throws Exception {
    assertThat(Transcript.ofCoroutine(followedFromTheStart(folder.resolve("log"))).lines())
        .containsExactly(
            "x1",
            "half of a line",
            "x2",
            "moved away",
            "x3",
            "x4 in the old file",
            "x5",
            "cancelled: true");
  }

  @Async
  private static Coroutine<String> firstLine(Path log) throws IOException {
    try (AsyncGenerator<String> lines = LogTail.tail(log, ofMillis(100))) {
      for (String line : each(lines)) {
        return value(line);
      }
    }
    return value("none");
  }

  @Test
  void theConsumerMayStopAnywhere() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "one\ntwo\n");

    assertThat(run(firstLine(log))).isEqualTo("one");
  }

  // The file alone

  @Test
  void aLineLongerThanABlockAndACharacterAcrossTheBorderStayWhole() throws Exception {
    String line = "a".repeat(64 * 1024 - 1) + "ä" + "b".repeat(64 * 1024);
    Path log = Files.writeString(folder.resolve("log"), line + "\nlast\n", UTF_8);

    try (FollowedFile file = new FollowedFile(log)) {
      assertThat(file.readLines()).isEmpty();
      assertThat(file.readLines()).isEmpty();
      assertThat(file.readLines()).containsExactly(line, "last");
      assertThat(file.readLines()).isEmpty();
    }
  }

  @Test
  void whatWasWrittenBeforeARotationIsReadFirst() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "1\n");
    try (FollowedFile file = new FollowedFile(log)) {
      assertThat(file.readLines()).containsExactly("1");
      Files.writeString(log, "2\nunfinished", APPEND);
      Files.move(log, folder.resolve("old"));
      Files.writeString(log, "3\n");

      assertThat(file.readLines()).containsExactly("2");
      assertThat(file.readLines()).containsExactly("unfinished");
      assertThat(file.readLines()).containsExactly("3");
    }
  }

  @Test
  void aTruncatedFileIsReadFromItsBeginning() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "1\n2\nhalf");
    try (FollowedFile file = new FollowedFile(log)) {
      assertThat(file.readLines()).containsExactly("1", "2");
      Files.writeString(log, "3\n");

      assertThat(file.readLines()).containsExactly("3");
    }
  }

  @Test
  void aFileMayComeLaterAndGoAway() throws Exception {
    Path log = folder.resolve("log");
    try (FollowedFile file = new FollowedFile(log)) {
      assertThat(file.readLines()).isEmpty();
      Files.write(log, List.of("1"));
      assertThat(file.readLines()).containsExactly("1");
      Files.delete(log);
      assertThat(file.readLines()).isEmpty();
      Files.write(log, List.of("2"));
      assertThat(file.readLines()).isEmpty(); // leaves the old file
      assertThat(file.readLines()).containsExactly("2");
    }
  }

  @Test
  void aClosedFileHasNoLines() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "1\n");
    FollowedFile file = new FollowedFile(log);
    file.close();

    assertThat(file.readLines()).isEmpty();
    file.close();
  }
}
