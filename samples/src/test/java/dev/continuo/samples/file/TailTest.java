package dev.continuo.samples.file;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.file.AsyncFiles;
import dev.continuo.file.WriteOption;
import dev.continuo.samples.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
