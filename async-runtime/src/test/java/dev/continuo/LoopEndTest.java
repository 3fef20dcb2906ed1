package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.coroutine.Launch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is at the edge of a loop: its end, the run inside it, other loops, forgotten coroutines. */
@Timeout(60)
class LoopEndTest {

  private final List<Object> log = new ArrayList<>();

  @Test
  void callsThatOtherThreadsHandedInRunBeforeCloseReturns() {
    EventLoop loop = EventLoop.create();
    Handle first = loop.callSoonThreadsafe(() -> log.add(EventLoop.running()));
    Handle second =
        loop.callSoonThreadsafe(
            () -> {
              throw new IllegalStateException("reported, and no end of it");
            });
    loop.callSoonThreadsafe(() -> log.add("last"));
    loop.setExceptionHandler((l, context) -> log.add(context.message().substring(0, 21)));
    loop.close();

    assertThat(log).containsExactly(loop, "Exception in callback", "last");
    assertThat(first.cancelled()).isFalse();
    assertThat(second.cancelled()).isFalse();
    assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> log.add("never")))
        .hasMessage("Event loop is closed");
  }

  @Test
  void aCallbackThatWasNotRunIsSeenToBeCancelledAfterClose() {
    EventLoop loop = EventLoop.create();
    Handle handle = loop.callSoon(() -> log.add("never"));
    loop.close();

    assertThat(handle.cancelled()).isTrue();
    assertThat(log).isEmpty();
  }

  @Test
  void anInterruptDuringTheCleanupOfARunnerDoesNotBreakItOff() {
    Object result;
    try (Runner runner = new Runner().handleShutdown(false)) {
      result =
          runner.run(
              Script.of(
                  s -> {
                    createTask(
                        Script.of(
                            t -> t.await(sleep(Duration.ofDays(1)), v -> v, e -> cleanUp(t))));
                    return s.await(yieldNow(), v -> "main");
                  }));
    }

    assertThat(result).isEqualTo("main");
    assertThat(log).containsExactly("cleaned up");
    assertThat(Thread.interrupted()).isTrue();
  }

  private Object cleanUp(Script<?> t) {
    Thread.currentThread().interrupt();
    return t.await(sleep(Duration.ofMillis(20)), v -> log.add("cleaned up"));
  }

  @Test
  void anOuterMainThatEndsDuringANestedRunEndsTheOuterRunAfterwards() {
    Programs.with(
        runner -> {
          runner.loop().allowNestedRun(true);
          Object result =
              runner.run(
                  Script.of(
                      s -> {
                        createTask(Script.of(t -> log.add(nested())));
                        return s.await(sleep(Duration.ofMillis(10)), v -> "outer");
                      }));
          log.add(result);
        });

    assertThat(log).containsExactly("inner", "outer");
  }

  private static Object nested() {
    return EventLoop.running()
        .runUntilComplete(
            Script.<Object>of(s -> s.await(sleep(Duration.ofMillis(50)), v -> "inner")));
  }

  @Test
  void waitUntilRefusesAFutureOfAnotherLoop() {
    try (EventLoop other = EventLoop.create()) {
      AsyncFuture<Object> foreign = other.createFuture();

      assertThatThrownBy(
              () ->
                  Programs.run(
                      s ->
                          s.await(
                              Continuo.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(foreign)),
                              v -> v)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageEndingWith("attached to a different loop");
    }
  }

  @Test
  void anEagerStartInAChainWithoutALoopWaitsForTheLoop() {
    CompletableFuture<Object> stage = new CompletableFuture<>();
    EventLoop[] loop = new EventLoop[1];
    CompletableFuture<Object> chain =
        Launch.completable(
            Script.of(
                s ->
                    s.await(
                        stage,
                        v ->
                            loop[0].createTask(
                                Script.of(t -> log.add(EventLoop.running())), null, null, true))));
    Programs.run(
        s -> {
          loop[0] = EventLoop.running();
          stage.complete("x");
          assertThat(log).isEmpty();
          return s.await(sleep(Duration.ofSeconds(1)), v -> v);
        });

    assertThat(chain).isCompleted();
    assertThat(log).containsExactly(loop[0]);
  }

  @Test
  void aForgottenCoroutineOfTheRuntimeIsReportedAtTheLineThatMadeIt() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s -> {
            forget();
            return "end";
          });

      assertThat(logged.messages())
          .anySatisfy(
              m ->
                  assertThat(m)
                      .startsWith("coroutine 'dev.continuo.Continuo.sleep' was never awaited")
                      .contains("LoopEndTest.forget(LoopEndTest.java:"));
    }
  }

  private static void forget() {
    Coroutine<Void> unused = sleep(Duration.ofSeconds(1));
  }
}
