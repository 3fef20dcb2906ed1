package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RunnerTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void runsShareTheLoopAndRunOnTheCallersThread() {
    Programs.with(
        runner -> {
          Thread caller = Thread.currentThread();
          Object first = runner.run(Script.of(s -> EventLoop.running()));
          Object second = runner.run(Script.of(s -> EventLoop.running()));
          Object thread = runner.run(Script.of(s -> Thread.currentThread()));
          assertThat(first).isSameAs(second).isSameAs(runner.loop());
          assertThat(thread).isSameAs(caller);
        });
  }

  @Test
  void closingCancelsWhatIsLeftAndWaitsForItsCleanup() {
    Programs.run(
        s -> {
          createTask(
              Script.of(
                  t ->
                      t.await(
                          sleep(Duration.ofDays(1)),
                          v -> v,
                          e ->
                              t.await(
                                  sleep(Duration.ofSeconds(1)),
                                  v -> {
                                    log.add("cleaned up");
                                    throw e;
                                  }))));
          return s.await(Continuo.yieldNow(), v -> log.add("main ends"));
        });

    assertThat(log).containsExactly("main ends", "cleaned up");
  }

  @Test
  void failuresOfTheCleanupAreReported() {
    List<ExceptionContext> reports = new ArrayList<>();
    Programs.with(
        runner -> {
          runner.loop().setExceptionHandler((l, context) -> reports.add(context));
          runner.run(
              Script.of(
                  s -> {
                    createTask(
                        Script.of(
                            t ->
                                t.await(
                                    sleep(Duration.ofDays(1)),
                                    v -> v,
                                    e -> {
                                      throw new IOException("in cleanup");
                                    })));
                    return s.await(Continuo.yieldNow(), v -> v);
                  }));
        });

    assertThat(reports)
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.message()).isEqualTo("unhandled exception during shutdown");
              assertThat(c.exception()).hasMessage("in cleanup");
            });
  }

  @Test
  void aTaskThatSwallowsEveryCancellationIsLeftBehindWithADump() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(
          s -> {
            createTask(stubborn(), "stubborn");
            return s.await(Continuo.yieldNow(), v -> v);
          });

      assertThat(logged.messages())
          .anySatisfy(
              m ->
                  assertThat(m)
                      .contains("did not end within PT")
                      .contains("stubborn (cancelling) awaits sleep"));
    }
  }

  private static Script<Object> stubborn() {
    return Script.of(
        t -> t.await(sleep(Duration.ofDays(1)), v -> v, e -> t.await(stubborn(), v -> v)));
  }

  @Test
  void closingJoinsTheExecutor() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();
    Programs.with(
        runner ->
            runner.run(
                Script.of(
                    s -> {
                      var unused =
                          EventLoop.running()
                              .runInExecutor(
                                  null,
                                  () -> {
                                    started.countDown();
                                    release.await();
                                    order.add("call ends");
                                    return null;
                                  });
                      started.await();
                      new Thread(release::countDown).start();
                      return null;
                    })));
    order.add("closed");

    assertThat(order).containsExactly("call ends", "closed");
  }

  @Test
  void closingInsideOfItsOwnLoopIsRefusedAndChangesNothing() {
    Programs.with(
        runner -> {
          runner.run(
              Script.of(
                  s -> {
                    assertThatThrownBy(runner::close)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("Runner.close() cannot be called while its loop runs");
                    return s.await(Continuo.yieldNow(), v -> log.add("goes on"));
                  }));
          EventLoop loop = runner.loop();
          runner.close();
          assertThat(loop.isClosed()).isTrue();
        });

    assertThat(log).containsExactly("goes on");
  }

  @Test
  void aClosedRunnerRefuses() {
    Runner runner = Runner.virtualTime();
    EventLoop loop = runner.loop();
    runner.close();
    runner.close();

    assertThat(loop.isClosed()).isTrue();
    assertThatThrownBy(() -> runner.run(Continuo.value(1))).hasMessage("Runner is closed");
    assertThatThrownBy(runner::loop).hasMessage("Runner is closed");
    assertThatThrownBy(runner::context).hasMessage("Runner is closed");
  }

  @Test
  void runGivesValuesNullsAndOriginalFailures() {
    IOException failure = new IOException("checked");

    assertThat(Continuo.<Integer>run(Continuo.value(42))).isEqualTo(42);
    assertThat(Continuo.<Object>run(Script.of(s -> null))).isNull();
    assertThatThrownBy(
            () ->
                Continuo.run(
                    Script.of(
                        s -> {
                          throw failure;
                        })))
        .isSameAs(failure);
    assertThatThrownBy(
            () ->
                Programs.run(
                    s ->
                        s.await(
                            sleep(Duration.ZERO),
                            v -> {
                              throw new AssertionError("an Error");
                            })))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  @SuppressWarnings("NullAway") // what a raw call may pass
  void runRefusesWhatIsNoCoroutine() {
    assertThatThrownBy(() -> Continuo.run(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a coroutine was expected, got null");
  }

  @Test
  void awaitEmitAndEachSayWhatToDoInUntransformedCode() {
    for (Runnable call :
        List.<Runnable>of(
            () -> Continuo.await(Script.of(s -> 1)),
            () -> Continuo.await(new java.util.concurrent.CompletableFuture<String>()),
            () -> Continuo.await(Continuo.value(1)),
            () -> Continuo.emit(1),
            () ->
                Continuo.each(
                    (AsyncIterable<Object>)
                        () -> {
                          throw new IllegalStateException();
                        }))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(NotTransformedError.class)
          .hasMessageContaining("async-maven-plugin")
          .hasMessageContaining("processor path")
          .hasMessageContaining("javaagent");
    }
    assertThatThrownBy(() -> Continuo.await(Script.of(s -> 1), IOException.class))
        .isInstanceOf(NotTransformedError.class);
  }

  @Test
  void whatCanBeAwaitedIsKnown() throws Exception {
    assertThat(Continuo.isAwaitable(Script.of(s -> 1))).isTrue();
    assertThat(Continuo.isAwaitable(new java.util.concurrent.CompletableFuture<>())).isTrue();
    assertThat(Continuo.isAwaitable("text")).isFalse();
    assertThat(Continuo.isAwaitable(null)).isFalse();
    assertThat(Continuo.isCoroutineFunction(Functions.class.getDeclaredMethod("coroutine")))
        .isTrue();
    assertThat(Continuo.isCoroutineFunction(Functions.class.getDeclaredMethod("plain"))).isFalse();
  }

  static final class Functions {
    @dev.continuo.annotation.Async
    static Coroutine<Integer> coroutine() {
      return Continuo.value(1);
    }

    static Coroutine<Integer> plain() {
      return Continuo.value(1);
    }
  }

  @Test
  void doneFitsCoroutinesAndFuturesInUntransformedCode() {
    Coroutine<Void> coroutine = Continuo.done();
    java.util.concurrent.CompletableFuture<Void> future = Continuo.done();

    assertThat(Continuo.<Void>run(coroutine)).isNull();
    assertThat(future).isCompletedWithValue(null);
  }
}
