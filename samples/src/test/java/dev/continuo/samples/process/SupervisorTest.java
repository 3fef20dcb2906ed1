package dev.continuo.samples.process;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import dev.continuo.samples.process.Supervisor.Child;
import dev.continuo.samples.process.Supervisor.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs sh and sleep")
class SupervisorTest {

  private static final Policy POLICY = new Policy(2, ofMillis(1), ofMillis(2));

  private static List<Child> children(String... arguments) {
    return List.of(arguments).stream().map(Child::parse).toList();
  }

  private static List<String> lines(boolean isWell, String... arguments) throws Exception {
    return Transcript.ofRealTime(
            args ->
                assertThat(run(Supervisor.supervise(children(arguments), POLICY)))
                    .isEqualTo(isWell))
        .lines();
  }

  @Test
  void whatFailsIsStartedAgainUntilTheLimit() throws Exception {
    assertThat(lines(false, "bad=echo try; exit 3"))
        .containsExactly(
            "bad | try",
            "bad * failed with exit code 3, again in 1 ms",
            "bad | try",
            "bad * failed with exit code 3, again in 2 ms",
            "bad | try",
            "bad * failed with exit code 3, given up");
  }

  @Test
  void whatEndsWellIsDone(@TempDir Path directory) throws Exception {
    Path mark = directory.resolve("mark");
    String second = "b=[ -e " + mark + " ] && echo again && exit 0; : > " + mark + "; exit 1";

    assertThat(lines(true, "echo one; echo two >&2", second))
        .containsSubsequence("echo | one", "echo | two", "echo * done")
        .containsSubsequence(
            "b    * failed with exit code 1, again in 1 ms", "b    | again", "b    * done");
  }

  @Async
  private static Coroutine<Void> cancelled(Path pid) {
    Task<Boolean> all =
        createTask(
            Supervisor.supervise(
                children("a=echo $$ > " + pid + "; exec sleep 60", "b=sleep 60 & wait"), POLICY));
    while (await(toThread(() -> Files.exists(pid) ? Files.size(pid) : 0L)) == 0) {
      await(sleep(ofMillis(5)));
    }
    all.cancel(); // as Ctrl-C does
    try {
      await(all);
      throw new AssertionError("it was cancelled");
    } catch (CancelledError e) {
      assertThat(all.cancelled()).isTrue();
    }
    return done();
  }

  @Test
  void whoIsCancelledEndsItsChildren(@TempDir Path directory) throws Exception {
    Path pid = directory.resolve("pid");
    run(cancelled(pid));
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .matches(handle -> handle.isEmpty() || !handle.get().isAlive());
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void namesAndCommands() {
    assertThat(children("web=python3 -m x", "a=b=c", "./run.sh --x=1", " ls -l"))
        .containsExactly(
            new Child("web", "python3 -m x"),
            new Child("a", "b=c"),
            new Child("./run.sh", "./run.sh --x=1"),
            new Child("ls", " ls -l"));
  }
}
