package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.Launch;
import dev.continuo.sync.Select;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody looked at: failures, and coroutines that were never awaited. */
@Timeout(60)
class ReportsTest {

  private final List<ExceptionContext> reports = new ArrayList<>();

  private static Script<Object> failing(String message) {
    return Script.of(
        s -> {
          throw new IOException(message);
        });
  }

  private void runReporting(Script.Body body) {
    Programs.with(
        runner -> {
          runner.loop().setExceptionHandler((l, context) -> reports.add(context));
          runner.run(Script.of("main", body));
        });
  }

  @Test
  void aFailureThatNobodyRetrievedIsReportedOnceWithTheNameOfTheTask() {
    runReporting(
        s -> {
          createTask(failing("lost"), "loser");
          return s.await(yieldNow(), v -> v);
        });

    assertThat(reports)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.message()).contains("loser").contains("never retrieved");
              assertThat(c.exception()).hasMessage("lost");
            });
  }

  @Test
  void aFailureThatWasRetrievedIsNot() {
    runReporting(
        s -> {
          Task<Object> awaited = createTask(failing("1"));
          Task<Object> asked = createTask(failing("2"));
          AsyncFuture<Object> future = EventLoop.running().createFuture();
          future.setException(new IOException("3"));
          assertThat(future.exception()).hasMessage("3");
          return s.await(
              awaited,
              v -> v,
              e -> {
                assertThat(asked.exception()).hasMessage("2");
                return null;
              });
        });

    assertThat(reports).isEmpty();
  }

  @Test
  void aFailureIsReportedWhenItsFutureIsCollected() {
    runReporting(
        s -> {
          forgetFailedFuture();
          return untilReported(s, 200);
        });

    assertThat(reports).hasSize(1);
  }

  private static void forgetFailedFuture() {
    EventLoop.running().createFuture().setException(new IOException("collected"));
  }

  private Object untilReported(Script<?> s, int left) {
    if (!reports.isEmpty() || left == 0) {
      assertThat(reports).hasSize(1); // before the loop closes
      return "end";
    }
    System.gc();
    return s.await(sleep(Duration.ofMillis(1)), v -> untilReported(s, left - 1));
  }

  @Test
  void inDebugModeTheReportNamesThePlaceOfCreation() {
    Programs.with(
        runner -> {
          runner.debug(true);
          runner.loop().setExceptionHandler((l, context) -> reports.add(context));
          runner.run(
              Script.of(
                  s -> {
                    createTask(failing("lost"));
                    return s.await(yieldNow(), v -> v);
                  }));
        });

    assertThat(reports)
        .singleElement()
        .satisfies(c -> assertThat(c.message()).contains("created at"));
  }

  @Test
  void aCoroutineThatWasNeverAwaitedIsReportedWhenTheRunnerCloses() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s -> {
            forget();
            forget();
            return "end";
          });

      List<String> found =
          logged.messages().stream().filter(m -> m.contains("never awaited")).toList();
      assertThat(found).hasSize(2);
      assertThat(found.get(0))
          .startsWith("coroutine 'dev.example.Program.forgotten' was never awaited")
          .contains("ReportsTest.forget(ReportsTest.java:");
    }
  }

  @Test
  void aForgottenYieldIsReportedAtTheLineThatForgotIt() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s -> {
            Coroutine<Void> unused = yieldNow();
            return null;
          });

      assertThat(logged.messages())
          .singleElement()
          .asString()
          .startsWith("coroutine 'dev.continuo.Continuo.yieldNow' was never awaited")
          .contains("created at dev.continuo.ReportsTest.");
    }
  }

  @Test
  void whoAsksForItIsToldInsteadOfTheLog() {
    List<String> told = new ArrayList<>();
    try (LogCapture logged = new LogCapture()) {
      Coroutine<Object> before = new Forgotten(); // and so none of the runner's business
      try (Runner runner = Runner.virtualTime().onNeverAwaited(told::add)) {
        runner.run(
            Script.of(
                s -> {
                  forget();
                  Launch.discarded(
                      Script.of("thrownAway", t -> 1), "Program.main(Program.java:12)");
                  return null;
                }));
      }

      assertThat(told).hasSize(2);
      assertThat(told.get(0)).startsWith("coroutine 'dev.continuo.Script.thrownAway' was never");
      assertThat(told.get(1)).startsWith("coroutine 'dev.example.Program.forgotten' was never");
      assertThat(logged.messages()).isEmpty();
      before.close(); // so long it must not be collected, or the log would be told
    }
  }

  @Test
  void whatRefusesItsArgumentsIsNotReported() {
    List<String> told = new ArrayList<>();
    try (Runner runner = Runner.virtualTime().onNeverAwaited(told::add)) {
      runner.run(
          Script.of(
              s -> {
                for (ThrowingCallable call :
                    List.<ThrowingCallable>of(
                        () -> Continuo.race(List.of()),
                        () -> Continuo.mapConcurrent(List.of(1), 0, x -> yieldNow()),
                        () -> Select.select(List.of()))) {
                  assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
                }
                return null;
              }));
    }

    assertThat(told).isEmpty();
  }

  private static void forget() {
    Coroutine<Object> unused = new Forgotten();
  }

  private static final class Forgotten extends CoroutineFrame<Object> {
    @Override
    public Object resume(Driver driver) {
      throw new AssertionError("never awaited");
    }

    @Override
    protected String metadata() {
      return "dev.example.Program\nforgotten\nProgram.java\n12";
    }
  }

  @Test
  void startedAndClosedCoroutinesAreNotReported() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s -> {
            Coroutine<Object> closed = Script.of("closed", t -> 1);
            closed.close();
            Task<Object> cancelled = createTask(Script.of("cancelled", t -> 1));
            cancelled.cancel();
            return s.await(Script.of("awaited", t -> 1), v -> v);
          });

      assertThat(logged.messages()).isEmpty();
    }
  }

  @Test
  void aDiscardedCoroutineIsReportedAtOnceAndOnce() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s -> {
            Launch.discarded(Script.of("thrownAway", t -> 1), "Program.main(Program.java:12)");
            assertThat(logged.messages())
                .singleElement()
                .asString()
                .contains("dev.continuo.Script.thrownAway")
                .contains("Program.main(Program.java:12)");
            Launch.discarded("no coroutine", "Program.main(Program.java:13)");
            Launch.discarded(null, "Program.main(Program.java:14)");
            return null;
          });

      assertThat(logged.messages()).hasSize(1);
    }
  }

  @Test
  void aForgottenCoroutineIsReportedWhenItIsCollected() {
    try (LogCapture logged = new LogCapture()) {
      forget();
      for (int i = 0; i < 100 && logged.messages().isEmpty(); i++) {
        System.gc();
        Coroutine<Object> next = Script.of("next", s -> 1); // creating one looks for others
        next.close();
      }

      assertThat(logged.messages()).anyMatch(m -> m.contains("Program.forgotten"));
    }
  }

  @Test
  void aSlowCallbackIsLoggedInDebugModeWithTheStackThatHeldUpTheLoop() {
    try (LogCapture logged = new LogCapture();
        Runner runner = new Runner().debug(true)) {
      runner.loop().setSlowCallbackDuration(Duration.ofMillis(20));
      runner.run(
          Script.of(
              s -> {
                holdUp(Duration.ofMillis(300));
                return null;
              }));

      assertThat(logged.messages())
          .anySatisfy(
              m ->
                  assertThat(m)
                      .startsWith("Executing Task[Task-1")
                      .contains(" ms")
                      .contains("ReportsTest.holdUp"));
    }
  }

  private static void holdUp(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
