package dev.continuo.conformance.process;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.process.AsyncProcess;
import dev.continuo.process.ProcessOptions;
import dev.continuo.process.Processes;
import dev.continuo.process.RunOptions;
import dev.continuo.process.Stdio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pipes that are full, empty, broken, or given up. */
class PipesTest extends Children {

  private static final String ENDLESS =
      "while :; do echo 0123456789012345678901234567890123456789; done";
  private static final int ROUNDS = 30;

  private static Coroutine<AsyncProcess> sh(String command) {
    return Processes.shell(ProcessOptions.PIPES, command);
  }

  /** What an endless process could write before it was asked to end, and nobody had read. */
  @Async
  private static Coroutine<Integer> countWhatWasKept() {
    try (AsyncProcess endless = await(sh(ENDLESS))) {
      await(sleep(ofMillis(500))); // time to write many megabytes
      endless.kill();
      return value(await(endless.stdout().readAll()).length);
    }
  }

  @Test
  void whatNobodyReadsDoesNotPileUp() {
    assertThat(run(countWhatWasKept())).isBetween(MEGABYTE / 8, MEGABYTE / 2);
  }

  @Async
  private static Coroutine<Void> writesToDeaf() {
    try (AsyncProcess deaf = await(Processes.exec(ProcessOptions.PIPES, "sleep", "60"))) {
      Task<Integer> writer = createTask(writes(deaf));
      await(sleep(ofMillis(100)));
      assertThat(writer.done()).isFalse();
      deaf.kill();
      assertThat(await(writer)).isLessThan(4 * MEGABYTE);
    }
    return done();
  }

  @Async
  private static Coroutine<Integer> writes(AsyncProcess process) {
    int written = 0;
    byte[] block = new byte[MEGABYTE];
    try {
      while (true) {
        await(process.stdin().write(block), IOException.class);
        written += block.length;
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("stdin of").hasMessageContaining("Broken pipe");
      return value(written);
    }
  }

  @Test
  void aProcessThatDoesNotReadMakesTheWriterWait() {
    run(writesToDeaf());
  }

  @Async
  private static Coroutine<Void> brokenClose() {
    try (AsyncProcess sh = await(sh("exec 0<&-; echo closed; sleep 60"))) {
      await(sh.stdout().readLine());
      var unused = sh.stdin().write("lost");
      await(sh.closeStdin(), IOException.class);
      throw new AssertionError("nobody reads");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("Broken pipe");
    }
    return done();
  }

  @Test
  void whatCouldNotBeWrittenIsAFailureOfTheClose() {
    run(brokenClose());
  }

  @Async
  private static Coroutine<Integer> killedDuringRead() {
    int lines = 0;
    try (AsyncProcess endless = await(sh(ENDLESS))) {
      for (String line : each(endless.stdout().lines())) {
        assertThat(line.length()).isLessThanOrEqualTo(40);
        if (++lines == 1000) {
          endless.kill();
        }
      }
      assertThat(await(endless.waitFor())).isEqualTo(128 + 9);
    }
    return value(lines);
  }

  @Test
  void aProcessThatIsKilledEndsItsStreams() {
    assertThat(run(killedDuringRead())).isGreaterThanOrEqualTo(1000);
  }

  @Async
  private static Coroutine<Void> cancelledRead() {
    try (AsyncProcess cat = await(Processes.exec(ProcessOptions.PIPES, "cat"))) {
      Task<String> read = createTask(cat.stdout().readLine());
      await(yieldNow());
      read.cancel();
      try {
        await(read);
        throw new AssertionError("it was cancelled");
      } catch (CancelledError e) {
        await(cat.stdin().write("kept\n"));
        assertThat(await(cat.stdout().readLine())).isEqualTo("kept");
      }
    }
    return done();
  }

  @Test
  void aCancelledReadHasTakenNothing() {
    run(cancelledRead());
  }

  // ---- leaks

  @Async
  private static Coroutine<Void> round(int number) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(createTask(Processes.run(RunOptions.DEFAULT.withInput("x"), "cat")));
      tasks.add(createTask(Processes.run("sleep", "60")));
    }
    AsyncProcess endless = await(sh(ENDLESS));
    for (int i = 0; i < number; i++) {
      await(yieldNow());
    }
    await(sleep(ofMillis(number)));
    for (Task<?> task : tasks) {
      task.cancel();
    }
    for (Task<?> task : tasks) {
      try {
        await(task);
      } catch (CancelledError e) {
        assertThat(task.cancelled()).isTrue();
      }
    }
    await(endless.closeAsync());
    return done();
  }

  @Test
  void roundsOfProcessesLeaveNothing() {
    run(round(0)); // loads what keeps files open
    assertThat(comesTrue(() -> children().isEmpty())).isTrue();
    long before = openFiles();
    for (int i = 0; i < ROUNDS; i++) {
      run(round(i));
    }
    assertThat(children()).isEmpty();
    assertThat(comesTrue(() -> pipeThreads().isEmpty())).as("%s", pipeThreads()).isTrue();
    assertThat(comesTrue(() -> openFiles() < before + ROUNDS / 2)).isTrue();
  }

  /** With input that was written and not closed, and without a close of the process. */
  @Async
  private static Coroutine<Boolean> leftAlone() throws IOException {
    AsyncProcess head = await(Processes.exec(ProcessOptions.PIPES, "head", "-n", "1"));
    await(head.stdin().write("a\nb\n"));
    assertThat(await(head.stdout().readAll())).hasSize(2);
    assertThat(await(head.waitFor())).isZero();
    return value(await(toThread(() -> comesTrue(() -> pipeThreads().isEmpty()))));
  }

  @Test
  void aProcessThatHasEndedNeedsNoClosing() throws IOException {
    assertThat(run(leftAlone())).isTrue();
  }

  @Test
  void inputNeedsAPipe() {
    RunOptions options =
        RunOptions.DEFAULT
            .withInput("lost")
            .withProcess(ProcessOptions.DEFAULT.withStdin(Stdio.DISCARD));
    assertThatThrownBy(() -> run(Processes.run(options, "cat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is input, and the standard input of the process is no pipe");
  }
}
