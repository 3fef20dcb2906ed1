package dev.continuo.conformance.process;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.process.AsyncProcess;
import dev.continuo.process.ProcessFailedException;
import dev.continuo.process.ProcessOptions;
import dev.continuo.process.ProcessResult;
import dev.continuo.process.Processes;
import dev.continuo.process.RunOptions;
import dev.continuo.process.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes read, print and end with. */
class ProcessesTest extends Children {

  private static final RunOptions CHECKED = RunOptions.DEFAULT.withCheck(true);

  private static String shell(String command) {
    return run(Processes.runShell(CHECKED, command)).stdoutText();
  }

  @Test
  void runGivesWhatWasPrinted() {
    ProcessResult result = run(Processes.run("sh", "-c", "echo out; echo err >&2; exit 3"));

    assertThat(result.stdoutText()).isEqualTo("out\n");
    assertThat(result.stderrText()).isEqualTo("err\n");
    assertThat(result.exitCode()).isEqualTo(3);
  }

  @Test
  void argumentsAreNotSeenByAnyShell() {
    ProcessResult result =
        run(Processes.run("sh", "-c", "printf '%s\\n' \"$@\"", "x", "a b", "$HOME", ""));

    assertThat(result.stdoutText()).isEqualTo("a b\n$HOME\n\n");
  }

  @Test
  void anExitCodeCanBeAFailure() {
    assertThatThrownBy(() -> shell("echo no such thing >&2; exit 4"))
        .isInstanceOfSatisfying(
            ProcessFailedException.class, e -> assertThat(e.result().exitCode()).isEqualTo(4))
        .hasMessageContaining("failed with exit code 4: no such thing");
    assertThatThrownBy(() -> shell("kill -9 $$"))
        .hasMessageContaining("exit code 137 (perhaps killed by signal 9)");
  }

  @Test
  void aProgramThatIsNotThereIsNamed(@TempDir Path directory) {
    assertThatThrownBy(() -> run(Processes.run("no-such-program-of-ours")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program-of-ours");
    Path missing = directory.resolve("missing");
    RunOptions there = RunOptions.DEFAULT.withProcess(ProcessOptions.PIPES.withDirectory(missing));
    assertThatThrownBy(() -> run(Processes.run(there, "cat")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cat")
        .hasMessageContaining("missing");
  }

  @Test
  void directoryAndEnvironment(@TempDir Path directory) throws IOException {
    ProcessOptions options =
        ProcessOptions.PIPES
            .withDirectory(directory)
            .withEnvironment("COLOUR", "blue")
            .withEnvironment("HOME", null);
    ProcessResult result =
        run(
            Processes.runShell(
                CHECKED.withProcess(options), "pwd -P; echo \"$COLOUR-${HOME-none}\""));

    assertThat(result.stdoutText().lines())
        .containsExactly(directory.toRealPath().toString(), "blue-none");
  }

  @Test
  void filesInPlaceOfPipes(@TempDir Path directory) throws IOException {
    Path in = Files.writeString(directory.resolve("in"), "b\na\n");
    Path out = directory.resolve("out");
    ProcessOptions options =
        ProcessOptions.DEFAULT
            .withStdin(Stdio.from(in))
            .withStdout(Stdio.to(out))
            .withStderr(Stdio.appendTo(out));
    for (int i = 0; i < 2; i++) {
      var unused = run(Processes.runShell(CHECKED.withProcess(options), "cat; echo error >&2"));
    }

    assertThat(out).hasContent("b\na\nerror\n");
  }

  @Test
  void mergedAndDiscarded() {
    ProcessOptions merged = ProcessOptions.PIPES.withStdin(Stdio.DISCARD).withStderr(Stdio.MERGED);
    ProcessResult result =
        run(Processes.runShell(CHECKED.withProcess(merged), "cat; echo out; echo err >&2"));
    assertThat(result.stdoutText()).isEqualTo("out\nerr\n");
    assertThat(result.stderr()).isEmpty();

    ProcessOptions quiet = ProcessOptions.PIPES.withStdout(Stdio.DISCARD);
    assertThat(run(Processes.runShell(CHECKED.withProcess(quiet), "echo out")).stdout()).isEmpty();
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    ProcessOptions options = ProcessOptions.DEFAULT;
    assertThatThrownBy(() -> options.withStdout(Stdio.MERGED))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withStdin(Stdio.to(Path.of("x"))))
        .hasMessage("the stdin of a process cannot be: to x");
    assertThatThrownBy(() -> options.withStderr(Stdio.from(Path.of("x"))))
        .hasMessage("the stderr of a process cannot be: from x");
    assertThatThrownBy(() -> options.withLimit(0)).isInstanceOf(IllegalArgumentException.class);
  }

  // ---- streams

  @Async
  private static Coroutine<List<String>> talkToCat() {
    List<String> seen = new ArrayList<>();
    try (AsyncProcess cat = await(Processes.exec(ProcessOptions.PIPES, "cat"))) {
      for (String word : List.of("one", "two")) {
        await(cat.stdin().write(word + "\n"));
        seen.add(await(cat.stdout().readLine()));
      }
      assertThat(cat.exitCode()).isEmpty();
      await(cat.closeStdin());
      for (byte[] block : each(cat.stdout().blocks())) {
        seen.add("rest " + block.length);
      }
      seen.add("code " + await(cat.waitFor()));
      assertThat(cat.exitCode()).hasValue(0);
      seen.add("again " + await(cat.waitFor()));
    }
    return value(seen);
  }

  @Test
  void aConversation() {
    assertThat(run(talkToCat())).containsExactly("one", "two", "code 0", "again 0");
  }

  @Async
  private static Coroutine<Void> withoutPipes() {
    try (AsyncProcess process =
        await(Processes.shell(ProcessOptions.DEFAULT.withStdin(Stdio.DISCARD), "exit 0"))) {
      assertThatIllegalStateException()
          .isThrownBy(process::stdout)
          .withMessageContaining("stdout of this process is no pipe");
      try {
        await(process.communicate("x"));
        throw new AssertionError("there is no pipe for it");
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("stdin of this process is no pipe");
      }
      try {
        await(process.closeStdin());
        throw new AssertionError("there is no pipe to close");
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("stdin of this process is no pipe");
      }
      assertThat(await(process.communicate()).stdout()).isEmpty();
    }
    return done();
  }

  @Test
  void streamsThatAreNoPipesSaySo() {
    run(withoutPipes());
  }

  // ---- megabytes

  @Test
  void tenMegabytesInBothDirections() {
    byte[] data = new byte[10 * MEGABYTE];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31 + i / 1000);
    }
    ProcessResult result = run(Processes.run(CHECKED.withInput(data), "cat"));

    assertThat(Arrays.equals(result.stdout(), data)).isTrue();
  }

  @Test
  void megabytesOfErrorsBesideTheOutput() {
    String command = "i=0; while [ $i -lt 100000 ]; do echo $i >&2; echo $i; i=$((i+1)); done";
    ProcessResult result = run(Processes.runShell(CHECKED, command));

    assertThat(result.stderrText().lines().count()).isEqualTo(100_000);
    assertThat(result.stdout()).isEqualTo(result.stderr());
  }

  @Test
  void aProcessNeedNotReadItsInput() {
    byte[] data = new byte[5 * MEGABYTE];
    ProcessResult result = run(Processes.runShell(CHECKED.withInput(data), "exec 0<&-; echo done"));

    assertThat(result.stdoutText()).isEqualTo("done\n");
  }

  @Async
  private static Coroutine<List<ProcessResult>> hundred() {
    List<Coroutine<ProcessResult>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(Processes.run(CHECKED.withInput("line " + i + "\n"), "cat"));
    }
    return value(await(gather(all)));
  }

  @Test
  void aHundredAtOnce() {
    List<ProcessResult> results = run(hundred());

    for (int i = 0; i < 100; i++) {
      assertThat(results.get(i).stdoutText()).isEqualTo("line " + i + "\n");
    }
    assertThat(comesTrue(() -> pipeThreads().isEmpty())).as("%s", pipeThreads()).isTrue();
  }
}
