package dev.continuo.samples.file;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.WriteOption;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TailTest {

  @Test
  void theExample() throws Exception {
    assertThat(Transcript.ofRealTime(args -> run(Tail.example())).lines())
        .containsExactly("line 1", "line 2", "line 3", "line 4", "line 5", "the last line");
  }

  @Async
  private static Coroutine<Void> follows(Path log) {
    await(AsyncFiles.writeString(log, "1\n2\n3\nhal"));
    try (AsyncGenerator<String> lines = Tail.follow(log, 2)) {
      assertThat(await(lines.next())).isEqualTo("2");
      assertThat(await(lines.next())).isEqualTo("3");
      await(AsyncFiles.appendString(log, "f ä\nnext\n"));
      assertThat(await(lines.next())).isEqualTo("half ä");
      assertThat(await(lines.next())).isEqualTo("next");
      await(AsyncFiles.writeString(log, "")); // truncated
      await(AsyncFiles.appendString(log, "new\n"));
      assertThat(await(lines.next())).isEqualTo("new");
      await(AsyncFiles.writeString(log, "replaced by a file that is longer\n", WriteOption.ATOMIC));
      assertThat(await(lines.next())).isEqualTo("replaced by a file that is longer");
    }
    return done();
  }

  @Test
  void aFileThatGrowsIsTruncatedAndReplaced(@TempDir Path directory) {
    run(follows(directory.resolve("log")));
  }

  /** Follows a file that is made just before one of the calls that go to other threads. */
  @Async
  private static Coroutine<Void> followsWhatIsMadeMeanwhile(Path log, int call) {
    AtomicInteger calls = new AtomicInteger();
    AtomicBoolean isMade = new AtomicBoolean();
    EventLoop.running()
        .setDefaultExecutor(
            job -> {
              if (calls.getAndIncrement() == call) {
                isMade.set(!Files.exists(log));
                write(log, "1\n");
              }
              job.run();
            });
    try (AsyncGenerator<String> lines = Tail.follow(log, 2)) {
      assertThat(await(lines.next())).as("made before call %d", call).isEqualTo("1");
      assertThat(isMade).as("there are %d calls, or fewer", call).isTrue();
      for (String line : List.of("2", "3")) {
        await(AsyncFiles.appendString(log, line + "\n"));
        assertThat(await(lines.next())).as("made before call %d", call).isEqualTo(line);
      }
    }
    return done();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aLineComesOnceWheneverTheFileIsMade(int call, @TempDir Path directory) {
    run(followsWhatIsMadeMeanwhile(directory.resolve("log"), call));
  }

  @Async
  private static Coroutine<Void> longFile(Path log) {
    try (AsyncGenerator<String> lines = Tail.follow(log, 3)) {
      assertThat(await(lines.next())).isEqualTo("19997");
      assertThat(await(lines.next())).isEqualTo("19998");
    }
    return done();
  }

  @Test
  void onlyTheEndOfALongFileIsRead(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("log");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append('\n');
    }
    Files.writeString(log, text);
    run(longFile(log));
  }
}
