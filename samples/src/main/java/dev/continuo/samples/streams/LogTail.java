package dev.continuo.samples.streams;

import static dev.continuo.Continuo.*;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Follows a log file as {@code tail -F} does, and prints the lines with a certain text. It goes on
 * when the log is rotated or truncated. Two asynchronous generators stand behind each other: one
 * reads, one filters.
 *
 * <pre>
 * ERROR disk is full
 * -- the log is rotated
 * ERROR disk is still full
 * -- the log is truncated
 * ERROR no disk
 * -- the end of the demonstration
 * </pre>
 *
 * <p>{@code ./sample streams/log-tail FILE TEXT} follows a file from its beginning until Ctrl-C;
 * without arguments the program writes and follows a log of its own.
 */
class LogTail {

  private static final Duration PAUSE = ofMillis(200);

  /** The lines of a file, those that will be written to it included; it never ends. */
  @Async
  static AsyncGenerator<String> tail(Path log, Duration pause) throws IOException {
    try (FollowedFile file = new FollowedFile(log)) {
      while (true) {
        List<String> lines = await(toThread(file::readLines));
        emitAll(lines);
        if (lines.isEmpty()) {
          await(sleep(pause));
        }
      }
    }
  }

  /** Whoever hands over {@code lines} also closes it. */
  @Async
  static AsyncGenerator<String> matching(AsyncIterable<String> lines, String text) {
    for (String line : each(lines)) {
      if (line.contains(text)) {
        emit(line);
      }
    }
    return done();
  }

  @Async
  static Coroutine<Void> follow(Path log, String text) throws IOException {
    try (AsyncGenerator<String> lines = tail(log, PAUSE);
        AsyncGenerator<String> matches = matching(lines, text)) {
      for (String line : each(matches)) {
        System.out.println(line);
      }
    }
    return done();
  }

  @Async
  static Coroutine<Void> demo(Path folder) throws IOException {
    Path log = folder.resolve("app.log");
    Task<Void> follower = createTask(follow(log, "ERROR"));

    await(write(log, "INFO starting", "ERROR disk is full"));
    System.out.println("-- the log is rotated");
    Files.move(log, folder.resolve("app.log.1"));
    await(write(log, "INFO nothing new", "ERROR disk is still full"));
    System.out.println("-- the log is truncated");
    Files.writeString(log, "");
    await(sleep(ofSeconds(1))); // one that grows past its old size at once looks untouched
    await(write(log, "ERROR no disk"));
    System.out.println("-- the end of the demonstration");

    follower.cancel(); // what Ctrl-C does, too: the file is closed
    await(waitUntil(ALL_COMPLETED, follower));
    return done();
  }

  @Async
  private static Coroutine<Void> write(Path log, String... lines) throws IOException {
    Files.write(log, List.of(lines), CREATE, APPEND);
    await(sleep(ofSeconds(1)));
    return done();
  }

  public static void main(String[] args) throws IOException {
    CommandLine line = new CommandLine("log-tail [FILE [TEXT]]", 2, args);
    if (line.has(0)) {
      try {
        run(follow(line.file(0), line.has(1) ? line.text(1) : ""));
      } catch (CancelledError e) {
        // Ctrl-C: the file is closed by now, and there is nothing more to say.
      }
      return;
    }
    Path folder = Files.createTempDirectory("log-tail");
    try {
      run(demo(folder));
    } finally {
      Files.deleteIfExists(folder.resolve("app.log"));
      Files.deleteIfExists(folder.resolve("app.log.1"));
      Files.deleteIfExists(folder);
    }
  }
}
