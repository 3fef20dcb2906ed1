package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who may run a loop, and what a closed one refuses. */
class EventLoopLifecycleTest {

  @Test
  void afterCloseEverySchedulingCallThrows() {
    EventLoop loop = EventLoop.create();
    Context context = Context.empty();
    loop.close();

    List<Runnable> calls =
        List.of(
            () -> loop.callSoon(() -> {}),
            () -> loop.callSoon(() -> {}, context),
            () -> loop.callSoonThreadsafe(() -> {}),
            () -> loop.callLater(Duration.ofSeconds(1), () -> {}),
            () -> loop.callAt(1, () -> {}),
            () -> loop.createTask(Continuo.value(1)),
            () -> loop.runInExecutor(null, () -> 1),
            loop::runForever,
            () -> loop.runUntilComplete(Continuo.value(1)),
            () -> Continuo.runCoroutineThreadsafe(Continuo.value(1), loop).isDone());

    for (Runnable call : calls) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Event loop is closed");
    }
    assertThat(loop.isClosed()).isTrue();
  }

  @Test
  void closingTwiceIsANoOpAndClosingARunningLoopThrows() {
    EventLoop loop = EventLoop.create();
    List<Throwable> thrown = new ArrayList<>();
    loop.callSoon(
        () -> {
          try {
            loop.close();
          } catch (IllegalStateException e) {
            thrown.add(e);
          }
          loop.stop();
        });
    loop.runForever();
    loop.close();
    loop.close();

    assertThat(thrown)
        .singleElement()
        .satisfies(t -> assertThat(t).hasMessage("Cannot close a running event loop"));
  }

  @Test
  void oneLoopPerThread() {
    EventLoop loop = EventLoop.create();
    EventLoop other = EventLoop.create();
    List<String> messages = new ArrayList<>();
    loop.callSoon(
        () -> {
          for (Runnable call :
              List.<Runnable>of(
                  loop::runForever,
                  other::runForever,
                  () -> Continuo.run(Continuo.value(1)),
                  () -> new Runner().run(Continuo.value(1)))) {
            try {
              call.run();
              messages.add("ran");
            } catch (IllegalStateException e) {
              messages.add(e.getMessage());
            }
          }
          loop.stop();
        });
    loop.runForever();
    loop.close();
    other.close();

    assertThat(messages).hasSize(4);
    assertThat(messages.get(0)).isEqualTo("This event loop is already running");
    assertThat(messages.get(1))
        .isEqualTo("Cannot run the event loop while another loop is running");
    assertThat(messages.get(2)).contains("cannot be called from a running event loop");
    assertThat(messages.get(3)).contains("cannot be called from a running event loop");
  }

  @Test
  void aNestedRunIsAllowedWhereTheLoopWasToldSo() {
    try (Runner runner = Runner.virtualTime()) {
      EventLoop loop = runner.loop();
      loop.allowNestedRun(true);
      List<String> log = new ArrayList<>();
      Script<String> inner =
          Script.of("inner", s -> s.await(Continuo.sleep(Duration.ofSeconds(1)), v -> "inner"));
      Script<String> outer =
          Script.of(
              "outer",
              s -> {
                Task<?> before = Continuo.currentTask();
                log.add(Continuo.run(inner));
                assertThat(Continuo.currentTask()).isSameAs(before);
                return s.await(Continuo.sleep(Duration.ofSeconds(1)), v -> "outer");
              });

      log.add(runner.run(outer));

      assertThat(log).containsExactly("inner", "outer");
      assertThat(loop.time()).isEqualTo(Duration.ofSeconds(2).toNanos());
    }
  }

  @Test
  void theRunningLoopIsKnownInsideCallbacksOnly() {
    EventLoop loop = EventLoop.create();
    assertThat(EventLoop.runningOrNull()).isNull();
    assertThatThrownBy(EventLoop::running)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no running event loop");
    List<EventLoop> seen = new ArrayList<>();
    loop.callSoon(
        () -> {
          seen.add(EventLoop.running());
          loop.stop();
        });

    loop.runForever();
    loop.close();

    assertThat(seen).containsExactly(loop);
    assertThat(EventLoop.runningOrNull()).isNull();
  }

  @Test
  void runUntilCompleteGivesTheResultOrTheOriginalFailureEvenAChecked() {
    EventLoop loop = EventLoop.virtualTime();
    java.io.IOException failure = new java.io.IOException("checked");

    assertThat(loop.<Integer>runUntilComplete(Continuo.value(42))).isEqualTo(42);
    assertThatThrownBy(
            () ->
                loop.runUntilComplete(
                    Script.of(
                        s -> {
                          throw failure;
                        })))
        .isSameAs(failure);
    loop.close();
  }

  @Test
  void aStopBeforeTheResultFailsTheRun() {
    EventLoop loop = EventLoop.virtualTime();
    AsyncFuture<Integer> future = loop.createFuture();
    loop.callSoon(loop::stop);

    assertThatThrownBy(() -> loop.runUntilComplete(future))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Event loop stopped before Future completed.");
    loop.close();
  }

  @Test
  void whatOtherCodeWaitsForIsCancelledWhenTheLoopCloses() {
    EventLoop loop = EventLoop.create();
    AsyncFuture<Integer> future = loop.createFuture();
    CompletableFuture<Integer> view = future.toCompletableFuture();
    CompletableFuture<Integer> submitted = Continuo.runCoroutineThreadsafe(Continuo.value(1), loop);

    loop.close();

    assertThat(view).isCancelled();
    assertThat(submitted).isCancelled();
  }

  @Test
  void closingWithPendingTasksIsLoggedWithTheirStacks() {
    EventLoop loop = EventLoop.virtualTime();
    AsyncFuture<Integer> never = loop.createFuture();
    loop.createTask(Script.of("lonely", s -> s.await(never, v -> v)), "lonely task");
    loop.createTask(Continuo.sleep(Duration.ofMinutes(1)), "sleepy task");
    loop.callSoon(loop::stop);
    loop.runForever();

    try (LogCapture log = new LogCapture()) {
      loop.close();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .contains("closed while tasks were pending")
          .contains("lonely task (pending) awaits Future[pending]")
          .contains("sleepy task (pending) awaits sleep for another 60 s")
          .contains("at dev.continuo.Script.lonely");
    }
  }
}
