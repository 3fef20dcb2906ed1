package dev.continuo.samples.tutorial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.EventLoop;
import dev.continuo.samples.Transcript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The programs that use a loop, a runner, threads or cancellation. */
class LoopProgramsTest {

  @Test
  void coroutinesReturnValuesToTheLoopAndToEachOther() throws Exception {
    Transcript t = Transcript.ofLoop(ReturnValues::program);

    assertThat(t.lines()).containsExactly("true", "From caller From called ");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aFutureIsSetByAnotherCoroutine() throws Exception {
    Transcript t = Transcript.ofLoop(FutureResult::program);

    assertThat(t.lines()).containsExactly("From Future");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theRunsOfARunnerShareAContext() throws Exception {
    Transcript t = Transcript.ofRunner(RunnerContext::program);

    assertThat(t.lines()).containsExactly("hello", "the user is ann");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void separateRunsDoNotShareAContext() throws Exception {
    Transcript first = Transcript.ofCoroutine(RunnerContext.logIn());
    Transcript second = Transcript.ofCoroutine(RunnerContext.work());

    assertThat(first.lines()).containsExactly("hello");
    assertThat(second.lines()).containsExactly("the user is nobody");
  }

  @Test
  void theCallsOfTheLoop() throws Exception {
    Transcript t = Transcript.ofLoop(LoopCalls::program);

    assertThat(t.lines())
        .containsExactly(
            "callSoon: 1",
            "callSoon: 2",
            "callSoonThreadsafe: called by another thread, running in the loop's",
            "callAt: after 100 ms",
            "callLater: after 200 ms",
            "worker got the answer for ann after 300 ms",
            "outside: no running event loop",
            "closed: Event loop is closed");
    assertThat(t.elapsed()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void theCallsOfTheLoopOnTheRealClock() throws Exception {
    Transcript t = Transcript.ofRealTime(LoopCalls::main);

    assertThat(t.lines()).hasSize(8).contains("outside: no running event loop");
    assertThat(t.elapsed()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(2));
  }

  @Test
  void aShieldedCommitIsNotCancelled() throws Exception {
    Transcript t = Transcript.ofCoroutine(ShieldFromCancellation.main());

    assertThat(t.lines())
        .containsExactly(
            "unshielded: commit starts",
            "unshielded: commit is cancelled",
            "unshielded: the request is cancelled",
            "shielded: commit starts",
            "shielded: the request is cancelled",
            "shielded: committed");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void waitingForSomeForAllAndNotTooLong() throws Exception {
    Transcript t = Transcript.ofCoroutine(WaitingPrimitives.main());

    assertThat(t.lines())
        .containsExactly(
            "after the first: 1 done, 2 pending",
            "after 1.5 s more: 2 done, 1 pending",
            "after all: 3 done, 0 pending",
            "waitFor: fast",
            "waitFor: too slow, and cancelled: true");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void blockingCallsRunInOtherThreads() throws Exception {
    String[] expected = {
      "the coroutine runs in the thread that called run: true",
      "the blocking call runs in another one: true",
      "the blocking call was made for ann",
      "two blocking calls meet: [ping, pong]"
    };

    assertThat(Transcript.ofCoroutine(RunningInThreads.main(Thread.currentThread())).lines())
        .containsExactly(expected);
    assertThat(Transcript.ofRealTime(RunningInThreads::main).lines()).containsExactly(expected);
  }

  @Test
  void otherThreadsHandWorkToTheLoop() throws Exception {
    String[] expected = {
      "a callback, in the loop's thread: true",
      "greet, in the loop's thread: true",
      "the other thread got: hello, other thread",
      "the other thread got: IllegalStateException"
    };

    assertThat(Transcript.ofCoroutine(SchedulingFromThreads.main()).lines())
        .containsExactly(expected);
    assertThat(Transcript.ofRealTime(SchedulingFromThreads::main).lines())
        .containsExactly(expected);
  }

  @Test
  void aNestedRunMustBeOptedIn() throws Exception {
    Transcript t = Transcript.ofCoroutine(NestedRun.notebook());

    assertThat(t.lines()).hasSize(2);
    assertThat(t.lines().get(0))
        .startsWith("refused: run() cannot be called from a running event loop");
    assertThat(t.lines().get(1)).isEqualTo("allowed: from the cell");
    assertThat(t.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void noLoopIsLeftRunning() {
    assertThat(EventLoop.runningOrNull()).isNull();
  }
}
