package dev.continuo.conformance.process;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.process.AsyncProcess;
import dev.continuo.process.ProcessOptions;
import dev.continuo.process.Processes;
import dev.continuo.process.RunOptions;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How processes end: by themselves, by signals, with their owners. */
class ProcessEndsTest extends Children {

  private static final int SIGTERM = 128 + 15;
  private static final int SIGKILL = 128 + 9;
  private static final String STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.05; done";

  @AfterEach
  void nothingIsLeft() {
    assertThat(comesTrue(() -> children().isEmpty())).as("%s", children()).isTrue();
    assertThat(comesTrue(() -> pipeThreads().isEmpty())).as("%s", pipeThreads()).isTrue();
  }

  private static Coroutine<AsyncProcess> sh(String command) {
    return Processes.shell(ProcessOptions.PIPES, command);
  }

  // ---- signals

  @Async
  private static Coroutine<Void> signals() {
    AsyncProcess asked = await(Processes.exec(ProcessOptions.PIPES, "sleep", "60"));
    assertThat(asked.terminate()).isTrue();
    assertThat(await(asked.waitFor())).isEqualTo(SIGTERM);
    assertThat(asked.terminate()).isFalse();
    assertThat(asked.kill()).isFalse();
    AsyncProcess killed = await(sh(STUBBORN));
    assertThat(await(killed.stdout().readLine())).isEqualTo("ready");
    killed.terminate();
    killed.kill();
    assertThat(await(killed.waitFor())).isEqualTo(SIGKILL);
    AsyncProcess told =
        await(sh("trap 'echo got it; exit 5' USR1; echo ready; while :; do sleep 0.05; done"));
    assertThat(await(told.stdout().readLine())).isEqualTo("ready");
    await(told.sendSignal("USR1"));
    assertThat(await(told.stdout().readLine())).isEqualTo("got it");
    assertThat(await(told.waitFor())).isEqualTo(5);
    await(told.sendSignal("USR1"));
    return done();
  }

  @Test
  void signalsAndExitCodes() {
    run(signals());
  }

  @Async
  private static Coroutine<Void> unknownSignal() {
    try (AsyncProcess cat = await(Processes.exec(ProcessOptions.PIPES, "cat"))) {
      try {
        await(cat.sendSignal("1; rm"));
        throw new AssertionError("that is no name");
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("1; rm");
      }
      try {
        await(cat.sendSignal("NOSUCH"), IOException.class);
        throw new AssertionError("there is no such signal");
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("NOSUCH");
      }
    }
    return done();
  }

  @Test
  void aSignalThatDoesNotExist() {
    run(unknownSignal());
  }

  // ---- closing

  @Async
  private static Coroutine<Void> closes() {
    AsyncProcess gentle;
    try (AsyncProcess cat = await(Processes.exec(ProcessOptions.PIPES, "cat"))) {
      gentle = cat;
    }
    assertThat(gentle.exitCode()).isPresent();
    await(gentle.closeAsync()); // twice
    ProcessOptions hasty = ProcessOptions.PIPES.withGrace(ofMillis(50));
    AsyncProcess stubborn = await(Processes.shell(hasty, STUBBORN));
    await(stubborn.stdout().readLine());
    await(stubborn.closeAsync());
    assertThat(stubborn.exitCode()).hasValue(SIGKILL);
    assertThat(await(stubborn.stdout().readLine())).isNull();
    try {
      await(stubborn.stdin().write("x"), IOException.class);
      throw new AssertionError("it is closed");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed");
    }
    return done();
  }

  @Test
  void closingAsksAndThenKills() {
    run(closes());
  }

  @Async
  private static Coroutine<Void> closesFamily() {
    try (AsyncProcess sh = await(sh("sleep 60 & sleep 60 & echo ready; wait"))) {
      assertThat(await(sh.stdout().readLine())).isEqualTo("ready");
      assertThat(children()).hasSize(3);
    }
    assertThat(children()).isEmpty();
    return done();
  }

  @Test
  void closingEndsTheFamily() {
    run(closesFamily());
  }

  @Async
  private static Coroutine<Void> cancelledClose() {
    AsyncProcess sh = await(sh(STUBBORN));
    await(sh.stdout().readLine());
    Task<Void> close = createTask(sh.closeAsync());
    await(sleep(ofMillis(50)));
    close.cancel();
    try {
      await(close);
      throw new AssertionError("it was cancelled");
    } catch (CancelledError e) {
      assertThat(await(sh.waitFor())).isEqualTo(SIGKILL);
    }
    return done();
  }

  @Test
  void cancellingACloseKills() {
    run(cancelledClose());
  }

  @Async
  private static Coroutine<Void> leavesOneRunning() {
    await(Processes.exec(ProcessOptions.PIPES, "sleep", "60"));
    return done();
  }

  @Test
  void aLoopThatIsClosedKillsWhatItHasStarted() {
    run(leavesOneRunning());
  }

  // ---- waiting

  @Async
  private static Coroutine<Void> cancelledWait() {
    try (AsyncProcess cat = await(Processes.exec(ProcessOptions.PIPES, "cat"))) {
      try {
        await(waitFor(cat.waitFor(), ofMillis(20)));
        throw new AssertionError("it runs");
      } catch (DeadlineExceededException e) {
        assertThat(cat.exitCode()).isEmpty();
      }
      await(cat.stdin().write("still there\n"));
      assertThat(await(cat.stdout().readLine())).isEqualTo("still there");
      try {
        await(withTimeout(ofMillis(20), cat::communicate));
      } catch (DeadlineExceededException e) { // its input has ended; it may have, or not
        assertThat(cat.toHandle()).isNotNull();
      }
      assertThat(await(cat.waitFor())).isEqualTo(0);
    }
    return done();
  }

  @Test
  void aTimeLimitAroundAWaitDoesNotKill() {
    run(cancelledWait());
  }

  @Async
  private static Coroutine<Void> grandchild() {
    try (AsyncProcess sh = await(sh("sleep 3 & echo $!; exit 7"))) {
      long begin = System.nanoTime();
      assertThat(await(sh.waitFor())).isEqualTo(7);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ofSeconds(2));
      long pid = Long.parseLong(await(sh.stdout().readLine()));
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly); // it keeps the pipe
      assertThat(await(sh.stdout().readLine())).isNull();
    }
    return done();
  }

  @Test
  void aGrandchildThatKeepsThePipeIsNotWaitedFor() {
    run(grandchild());
  }

  @Async
  private static Coroutine<Void> closeBesideStranger() {
    AsyncProcess sh = await(sh("sleep 60 & echo $!; exit 0"));
    long pid = Long.parseLong(await(sh.stdout().readLine()));
    await(sh.waitFor());
    await(sh.closeAsync());
    assertThat(await(sh.stdout().readLine())).isNull();
    ProcessHandle stranger = ProcessHandle.of(pid).orElseThrow();
    assertThat(stranger.isAlive()).isTrue();
    stranger.destroyForcibly();
    return done();
  }

  @Test
  void closingDoesNotWaitForAStrangerThatHasThePipe() {
    run(closeBesideStranger());
  }

  // ---- run

  @Test
  void runKillsWhatTakesTooLong() {
    RunOptions options = RunOptions.DEFAULT.withTimeout(ofMillis(100));

    assertThatThrownBy(() -> run(Processes.runShell(options, "echo x; sleep 60")))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("sleep 60 took longer than PT0.1S and was killed");
    assertThat(children()).isEmpty();
  }

  @Async
  private static Coroutine<Void> cancelledAfter(int ticks) {
    Task<?> task = createTask(Processes.run("sleep", "60"));
    for (int i = 0; i < ticks; i++) {
      await(yieldNow());
    }
    if (ticks > 5) {
      await(sleep(ofMillis(ticks)));
    }
    task.cancel();
    try {
      await(task);
      throw new AssertionError("it was cancelled");
    } catch (CancelledError e) {
      assertThat(task.cancelled()).isTrue();
    }
    return done();
  }

  @Test
  void whoIsCancelledAtAnyMomentLeavesNoProcess() {
    for (int ticks = 0; ticks < 20; ticks++) {
      run(cancelledAfter(ticks));
    }
  }
}
