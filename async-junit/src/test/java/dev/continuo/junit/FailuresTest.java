package dev.continuo.junit;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.currentTask;
import static dev.continuo.Continuo.done;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.value;
import static dev.continuo.Continuo.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Tests that must fail, and what they say. */
class FailuresTest {

  @Async
  static Coroutine<Void> forEver() {
    while (true) {
      await(sleep(ofSeconds(1)));
    }
  }

  @Async
  static Coroutine<Void> failing(String message) throws IOException {
    await(yieldNow());
    throw new IOException(message);
  }

  // The method's own failure

  @AsyncTests
  static class ThrowsAChecked {
    @Test
    @Async
    void fails() throws IOException {
      await(sleep(ofSeconds(1)));
      createTask(forEver());
      throw new IOException("no such shop");
    }
  }

  @Test
  void aFailureOfTheMethodIsTheFailureOfTheTest() {
    Throwable failure = TestRun.failureOf(ThrowsAChecked.class);

    assertThat(failure).isInstanceOf(IOException.class).hasMessage("no such shop");
    assertThat(failure).hasNoSuppressedExceptions(); // tasks that it left are a consequence
    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("fails");
  }

  @AsyncTests
  static class AbortsAndLeavesTasks {
    @Test
    @Async
    void aborts() throws IOException {
      createTask(failing("lost"));
      createTask(forEver());
      await(sleep(ofSeconds(1)));
      assumeTrue(EventLoop.runningOrNull() == null);
    }
  }

  @Test
  void anAbortedTestIsAborted() {
    assertThat(TestRun.of(AbortsAndLeavesTasks.class).aborted()).isEqualTo(1);
  }

  // Tasks

  @AsyncTests
  static class LeavesTasks {
    @Test
    @Async
    void leaves() {
      createTask(forEver(), "poller");
      await(sleep(ofSeconds(3)));
    }
  }

  @Test
  void aTaskThatIsPendingAtTheEndFailsTheTestWithADump() {
    assertThat(TestRun.failureOf(LeavesTasks.class))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith("the test method passed, but a task is pending at the end")
        .hasMessageContaining("@AllowPendingTasks")
        .hasMessageContaining("poller (pending) awaits sleep for another")
        .hasMessageMatching("(?s).*at .*FailuresTest.forEver\\(FailuresTest.java:\\d+\\).*");
  }

  @AsyncTests
  static class LeavesTasksAsAllowed {
    @Test
    @Async
    @AllowPendingTasks
    void leaves() {
      createTask(forEver(), "poller");
      await(sleep(ofSeconds(3)));
    }
  }

  @AsyncTests
  @AllowPendingTasks
  static class LeavesTasksAsAllowedByItsClass extends LeavesTasks {}

  @AsyncTests
  @AllowPendingTasks
  static class Outer {
    @Nested
    class Inner {
      @Test
      @Async
      void leaves() {
        createTask(forEver(), "one");
        createTask(forEver(), "two");
        await(sleep(ofSeconds(3)));
      }
    }
  }

  @Test
  void aTestMayBeAllowedToLeaveTasks() {
    assertThat(TestRun.of(Outer.class).succeeded()).isEqualTo(1);
    assertThat(TestRun.of(LeavesTasksAsAllowed.class).succeeded()).isEqualTo(1);
    assertThat(TestRun.of(LeavesTasksAsAllowedByItsClass.class).succeeded()).isEqualTo(1);
  }

  // The loop's exception handler

  @AsyncTests
  static class LosesFailures {
    @Test
    @Async
    void loses() throws IOException {
      createTask(failing("lost in a task"), "loser");
      EventLoop.running()
          .callSoon(
              () -> {
                throw new IllegalStateException("lost in a callback");
              });
      await(sleep(ofSeconds(1)));
    }
  }

  @Test
  void whatReachesTheExceptionHandlerFailsTheTest() {
    Throwable failure = TestRun.failureOf(LosesFailures.class);

    assertThat(failure)
        .hasMessageStartingWith("the test method passed, but Exception in callback")
        .hasMessageContaining("Task loser: exception was never retrieved");
    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("lost in a callback", "lost in a task");
  }

  @AsyncTests
  static class FailsAndLosesAFailure {
    @Test
    @Async
    void loses() throws IOException {
      createTask(failing("lost"));
      await(sleep(ofSeconds(1)));
      throw new IOException("first");
    }
  }

  @Test
  void whatElseWentWrongIsSuppressed() {
    Throwable failure = TestRun.failureOf(FailsAndLosesAFailure.class);

    assertThat(failure).hasMessage("first");
    assertThat(failure.getSuppressed())
        .singleElement()
        .satisfies(
            other ->
                assertThat(other)
                    .hasMessageStartingWith("beside that, Task Task-2: exception was never"));
  }

  @AsyncTests
  static class ForgetsAnAwait {
    @Test
    @Async
    void forgets() {
      Coroutine<Void> unused = forEver();
      await(sleep(ofSeconds(1)));
    }
  }

  @Test
  void aCoroutineThatWasNeverAwaitedFailsTheTest() {
    assertThat(TestRun.failureOf(ForgetsAnAwait.class))
        .hasMessageContaining("FailuresTest.forEver' was never awaited: it was created at")
        .hasMessageContaining("ForgetsAnAwait.forgets(FailuresTest.java:");
  }

  // Deadlocks

  @AsyncTests
  static class Deadlocks {

    @Async
    Coroutine<Integer> waitForNobody() {
      return value(await(EventLoop.running().<Integer>createFuture()));
    }

    @Test
    @Async
    void deadlocks() {
      await(createTask(waitForNobody(), "worker"));
    }
  }

  @Test
  void aDeadlockSaysWhoWaitsForWhom() {
    assertThat(TestRun.failureOf(Deadlocks.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("deadlock: ")
        .hasMessageContaining("deadlocks (pending) awaits worker")
        .hasMessageContaining("worker (pending) awaits Future[pending]")
        .hasMessageContaining("Deadlocks.waitForNobody(FailuresTest.java:");
  }

  @AsyncTests
  static class AwaitsInACircle {
    private final List<Task<Void>> tasks = new ArrayList<>();

    @Async
    Coroutine<Void> awaitNumber(int number) {
      await(tasks.get(number));
      return done();
    }

    @Test
    @Async
    void awaitsInACircle() {
      tasks.add(createTask(awaitNumber(1), "reader"));
      tasks.add(createTask(awaitNumber(0), "writer"));
      await(tasks.get(0));
    }
  }

  @Test
  void aCircleOfTasksIsNamed() {
    assertThat(TestRun.failureOf(AwaitsInACircle.class))
        .hasMessageContaining("these await each other in a circle:\n    reader awaits writer, at ")
        .hasMessageContaining("    writer awaits reader, at ")
        .hasMessageContaining("AwaitsInACircle.awaitNumber(FailuresTest.java:");
  }

  // The other methods

  @AsyncTests
  static class FailsBefore {
    @BeforeEach
    @Async
    void prepare() throws IOException {
      await(failing("not prepared"));
    }

    @Test
    @Async
    void neverRuns() {
      throw new AssertionError("ran");
    }
  }

  @AsyncTests
  static class FailsAfter {
    @Test
    void passes() {}

    @AfterEach
    @Async
    void cleanUp() throws IOException {
      await(failing("not cleaned up"));
    }
  }

  @Test
  void aFailureBeforeOrAfterTheTestMethodFailsTheTest() {
    assertThat(TestRun.failureOf(FailsBefore.class)).hasMessage("not prepared");
    assertThat(TestRun.failureOf(FailsAfter.class)).hasMessage("not cleaned up");
  }

  @AsyncTests
  static class CancelsItself {
    @Async
    static Coroutine<Void> nothing() {
      return done();
    }

    @Test
    @Async
    void cancels() {
      await(nothing());
      Objects.requireNonNull(currentTask()).cancel("enough");
      await(sleep(ofSeconds(1)));
    }
  }

  @Test
  void aTestThatIsCancelledFails() {
    assertThat(TestRun.failureOf(CancelsItself.class))
        .isInstanceOf(CancelledError.class)
        .hasMessage("enough");
  }
}
