package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFile;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.DirectoryEvent;
import dev.continuo.file.DirectoryWatch;
import dev.continuo.file.FileStream;
import dev.continuo.file.WatchOption;
import dev.continuo.file.WriteOption;
import dev.continuo.net.Streams;
import dev.continuo.process.AsyncProcess;
import dev.continuo.process.ProcessOptions;
import dev.continuo.process.ProcessResult;
import dev.continuo.process.Processes;
import dev.continuo.process.RunOptions;
import dev.continuo.samples.Transcript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The code of files-and-processes.md. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FilesAndProcessesTest {

  static class Page {
    @Async
    static Coroutine<Void> count(Path file) {
      String text;
      try {
        text = await(AsyncFiles.readString(file), IOException.class);
      } catch (NoSuchFileException e) {
        text = "0";
      } catch (IOException e) {
        throw new IllegalStateException("cannot read " + file, e);
      }
      int next = Integer.parseInt(text.strip()) + 1;
      await(AsyncFiles.writeString(file, next + "\n", WriteOption.ATOMIC));
      return done();
    }

    @Async
    static Coroutine<Integer> longest(Path file) {
      int longest = 0;
      for (String line : each(AsyncFiles.lines(file))) {
        longest = Math.max(longest, line.length());
      }
      return value(longest);
    }

    @Async
    static Coroutine<String> header(Path file, String name) {
      try (FileStream<String> lines = AsyncFiles.lines(file)) {
        for (String line : each(lines)) {
          if (line.startsWith(name + ":")) {
            return value(line.substring(name.length() + 1).strip());
          }
        }
      }
      return value("");
    }

    @Async
    static Coroutine<Void> stamp(Path file, byte[] trailer) {
      try (AsyncFile open = await(AsyncFiles.open(file, StandardOpenOption.WRITE))) {
        await(open.write(trailer, await(open.size())));
        await(open.force(true));
      }
      return done();
    }

    @Async
    static Coroutine<Path> firstNewFile(Path directory) {
      try (DirectoryWatch watch = await(AsyncFiles.watch(directory, WatchOption.RECURSIVE))) {
        for (DirectoryEvent event : each(watch)) {
          if (event.kind() == DirectoryEvent.Kind.CREATED) {
            return value(event.path());
          }
        }
      }
      throw new IllegalStateException("nobody else closes the watch");
    }

    @Async
    static Coroutine<String> sorted(String lines) {
      RunOptions options =
          RunOptions.DEFAULT.withInput(lines).withTimeout(ofSeconds(10)).withCheck(true);
      ProcessResult result = await(Processes.run(options, "sort", "-n"));
      return value(result.stdoutText());
    }

    @Async
    static Coroutine<String> conversation() {
      try (AsyncProcess cat = await(Processes.exec(ProcessOptions.PIPES, "cat"))) {
        await(cat.stdin().write("hello\n"));
        String answer = await(cat.stdout().readLine());
        await(cat.closeStdin());
        return value(answer + ", and it ended with " + await(cat.waitFor()));
      }
    }

    @Async
    static Coroutine<Void> numbered() {
      int number = 0;
      for (String line : each(Streams.standardInput().lines())) {
        number++;
        System.out.println(number + ": " + line);
      }
      return done();
    }
  }

  @TempDir private Path directory;

  @Test
  void theCounter() {
    Path file = directory.resolve("count");
    run(Page.count(file));
    run(Page.count(file));
    assertThat(file).hasContent("2\n");
  }

  @Test
  void lines() throws IOException {
    Path file = Files.writeString(directory.resolve("mail"), "From: Ada\r\nTo: Bob\r\n\r\nHello");
    assertThat(run(Page.longest(file))).isEqualTo(9);
    assertThat(run(Page.header(file, "To"))).isEqualTo("Bob");
    assertThat(run(Page.header(file, "Cc"))).isEmpty();
    run(Page.stamp(file, new byte[] {'!'}));
    assertThat(Files.readString(file)).endsWith("Hello!");
  }

  @Async
  private static Coroutine<Path> makesAFile(Path directory) {
    var found = createTask(Page.firstNewFile(directory));
    Path file = directory.resolve("new");
    while (!found.done()) {
      await(toThread(() -> Files.deleteIfExists(file)));
      await(AsyncFiles.writeString(file, "x"));
      await(sleep(ofMillis(20)));
    }
    return value(await(found));
  }

  @Test
  void theWatch() {
    assertThat(run(makesAFile(directory))).isEqualTo(directory.resolve("new"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void processes() {
    assertThat(run(Page.sorted("10\n9\n"))).isEqualTo("9\n10\n");
    assertThat(run(Page.conversation())).isEqualTo("hello, and it ended with 0");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theTableOfFailures() {
    assertThatThrownBy(
            () -> run(Processes.run(RunOptions.DEFAULT.withTimeout(ofMillis(50)), "sleep", "9")))
        .isInstanceOf(DeadlineExceededException.class);
    assertThatThrownBy(() -> run(Processes.run("no-such-program"))).isInstanceOf(IOException.class);
  }

  @Test
  void standardInput() throws Exception {
    InputStream console = System.in;
    System.setIn(new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8)));
    try {
      List<String> lines = Transcript.ofRealTime(args -> run(Page.numbered())).lines();
      assertThat(lines).containsExactly("1: a", "2: b");
    } finally {
      System.setIn(console);
    }
  }
}
