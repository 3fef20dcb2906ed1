package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a runner takes no longer than it was told, whatever the program does. */
@Timeout(120)
class ShutdownBoundsTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  private static void stall(CountDownLatch release) throws InterruptedException {
    release.await();
  }

  @Test
  void aCallThatDoesNotEndIsLeftBehindWithItsStack() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = new Runner().handleShutdown(false).shutdownTimeout(SHORT)) {
        runner.<Object>run(
            Script.of(
                s -> {
                  var unused =
                      EventLoop.running()
                          .runInExecutor(
                              null,
                              () -> {
                                started.countDown();
                                stall(release);
                                return null;
                              });
                  started.await();
                  return null;
                }));
      } finally {
        release.countDown();
      }

      assertThat(logged.messages())
          .anySatisfy(
              m ->
                  assertThat(m)
                      .startsWith("calls in the default executor did not end within PT0.1S")
                      .contains("ShutdownBoundsTest.stall("));
    }
  }

  @Test
  void aTaskThatSwallowsItsCancellationIsLeftBehindWithItsStack() {
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = new Runner().handleShutdown(false).shutdownTimeout(SHORT)) {
        runner.<Object>run(
            Script.of(
                s -> {
                  createTask(stubborn(), "stubborn");
                  return s.await(yieldNow(), v -> v);
                }));
      }

      assertThat(logged.messages())
          .anySatisfy(
              m ->
                  assertThat(m)
                      .startsWith("tasks did not end within PT0.1S after they were cancelled")
                      .contains("stubborn (cancelling) awaits sleep for another")
                      .contains("at dev.continuo.Script.stubborn"));
    }
  }

  private static Script<Object> stubborn() {
    return Script.of(
        "stubborn",
        t ->
            t.await(
                sleep(Duration.ofDays(1)),
                v -> v,
                e -> t.await(sleep(Duration.ofDays(1)), v -> v)));
  }

  @Test
  void aTaskThatSpinsKeepsEvenAVirtualClockFromMovingAndIsLeftBehind() {
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = Runner.virtualTime().handleShutdown(false).shutdownTimeout(SHORT)) {
        runner.<Object>run(
            Script.of(
                s -> {
                  createTask(
                      Script.of(t -> t.await(sleep(Duration.ofDays(1)), v -> v, e -> spin(t))),
                      "spinner");
                  return s.await(yieldNow(), v -> v);
                }));
      }

      assertThat(logged.messages())
          .anySatisfy(m -> assertThat(m).startsWith("tasks did not end").contains("spinner ("));
    }
  }

  private static Object spin(Script<?> t) {
    return t.await(yieldNow(), v -> spin(t));
  }

  @Test
  void lessThanZeroWaitsForNothing() {
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = Runner.virtualTime().shutdownTimeout(Duration.ofSeconds(-1))) {
        runner.<Object>run(
            Script.of(
                s -> {
                  createTask(stubborn(), "stubborn");
                  return s.await(yieldNow(), v -> v);
                }));
      }

      assertThat(logged.messages()).anyMatch(m -> m.startsWith("tasks did not end within PT0S"));
    }
  }

  @Test
  void aVirtualClockThatStandsStillMovesAgain() {
    List<String> log = new ArrayList<>();
    try (Runner runner = Runner.virtualTime()) {
      runner.loop().setExceptionHandler((loop, report) -> log.add(report.message()));
      VirtualTime.of(runner.loop()).autoJump(false);
      runner.<Object>run(
          Script.of(
              s -> {
                createTask(cleaning(() -> log.add("cleaned up")));
                return s.await(yieldNow(), v -> v);
              }));
    }

    assertThat(log).containsExactly("cleaned up");
  }

  /** Its cleanup takes a second and then does something. */
  private static Script<Object> cleaning(Runnable last) {
    return Script.of(
        t ->
            t.await(
                sleep(Duration.ofDays(1)),
                v -> v,
                e ->
                    t.await(
                        sleep(Duration.ofSeconds(1)),
                        v -> {
                          last.run();
                          throw e;
                        })));
  }

  @Test
  void aCleanupThatStopsTheLoopDoesNotKeepTheExecutorFromBeingJoined() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> reports = new ArrayList<>();
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = new Runner().handleShutdown(false).shutdownTimeout(SHORT)) {
        EventLoop loop = runner.loop();
        loop.setExceptionHandler((l, report) -> reports.add(report.message()));
        runner.<Object>run(
            Script.of(
                s -> {
                  createTask(stopping(loop));
                  createTask(stubborn(), "stubborn");
                  var unused =
                      loop.runInExecutor(
                          null,
                          () -> {
                            started.countDown();
                            stall(release);
                            return null;
                          });
                  started.await();
                  return s.await(yieldNow(), v -> v);
                }));
      } finally {
        release.countDown();
      }

      assertThat(reports).containsExactly("failure while the loop was shut down");
      assertThat(logged.messages())
          .anyMatch(m -> m.startsWith("calls in the default executor did not end within PT0.1S"));
    }
  }

  private static Script<Object> stopping(EventLoop loop) {
    return Script.of(
        t ->
            t.awaitFinally(
                sleep(Duration.ofDays(1)),
                f -> {
                  loop.stop();
                  return null;
                }));
  }
}
