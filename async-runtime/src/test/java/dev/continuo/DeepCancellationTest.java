package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.coroutine.Launch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cancelling and closing what is deep, suspended on a timer, or not to be cancelled itself. */
class DeepCancellationTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void closingASleepingCoroutineLeavesNoWakeUpBehind() {
    Object result = afterClose(sleep(Duration.ofSeconds(1)));

    assertThat(result).isEqualTo("went on");
    assertThat(log).containsExactly("finally", "closed");
  }

  @Test
  void closingAYieldedCoroutineLeavesNoTurnBehind() {
    Object result = afterClose(yieldNow());

    assertThat(result).isEqualTo("went on");
    assertThat(log).containsExactly("finally", "closed");
  }

  /** Closes a coroutine that awaits; the one above it then awaits a future for three seconds. */
  private Object afterClose(Coroutine<?> awaited) {
    return Programs.run(
        s -> {
          Script<Object> inner =
              Script.of("inner", t -> t.awaitFinally(awaited, u -> log.add("finally")));
          AsyncFuture<String> later = EventLoop.running().createFuture();
          EventLoop.running().callLater(Duration.ofSeconds(3), () -> later.setResult("went on"));
          Task<Object> task =
              createTask(
                  Script.of(
                      t ->
                          t.await(
                              inner,
                              v -> v,
                              e -> {
                                log.add("closed");
                                return t.await(later, v -> v);
                              })));
          AsyncFuture<Boolean> started = EventLoop.running().createFuture();
          EventLoop.running()
              .callSoon(
                  () -> {
                    inner.close();
                    started.setResult(true);
                  });
          return s.await(started, v -> s.await(task, w -> w));
        });
  }

  @Test
  void theMessageOutlivesAnAwaitThatCannotBeCancelled() {
    Programs.run(
        s -> {
          Programs.self().cancel("bye");
          return s.await(
              yieldNow(),
              v -> v,
              e -> {
                log.add(e.getMessage());
                Programs.self().uncancel();
                return null;
              });
        });

    assertThat(log).containsExactly("bye");
  }

  @Test
  void cancellingADeepChainWithoutALoopReachesTheBottomAndRunsEveryFinally() {
    int levels = 20_000;
    AtomicInteger cleaned = new AtomicInteger();
    CompletableFuture<Object> bottom = new CompletableFuture<>();
    CompletableFuture<Object> top = bottom;
    for (int i = 0; i < levels; i++) {
      CompletableFuture<Object> below = top;
      top =
          Launch.completable(Script.of(s -> s.awaitFinally(below, u -> cleaned.incrementAndGet())));
    }

    assertThat(top.cancel(true)).isTrue();
    assertThat(bottom).isCancelled();
    assertThat(cleaned).hasValue(levels);
  }

  @Test
  void theInnermostOfACancelledChainCleansUpFirst() {
    CompletableFuture<Object> bottom = new CompletableFuture<>();
    CompletableFuture<Object> inner =
        Launch.completable(Script.of(s -> s.awaitFinally(bottom, u -> log.add("inner"))));
    CompletableFuture<Object> outer =
        Launch.completable(Script.of(s -> s.awaitFinally(inner, u -> log.add("outer"))));
    outer.cancel(true);

    assertThat(log).containsExactly("inner", "outer");
  }

  @Test
  void futureMethodsThatCallThemselvesOnALoopDoNotOverflowTheStack() {
    assertThat(Programs.<Object>run(s -> s.await(down(20_000), v -> v))).isEqualTo(20_000);
  }

  private static CompletableFuture<Integer> down(int n) {
    return Launch.completable(
        Script.<Integer>of(
            s ->
                n == 0
                    ? (Object) 0
                    : s.await(down(n - 1), v -> 1 + Objects.requireNonNull((Integer) v))));
  }

  @Test
  void anExecutorThatFailsWithAnErrorDoesNotLoseTheBody() {
    CompletableFuture<Object> awaited = new CompletableFuture<>();
    boolean[] broken = new boolean[1];
    CompletableFuture<Object> result =
        Launch.completable(
            Script.of(
                s ->
                    s.await(
                        Continuo.resumeOn(
                            task -> {
                              if (broken[0]) {
                                throw new OutOfMemoryError("unable to create native thread");
                              }
                              task.run();
                            }),
                        v -> s.await(awaited, w -> w))));
    broken[0] = true;
    awaited.complete("x");

    assertThat(result).isCompletedExceptionally();
  }

  @Test
  void cancellingALongChainOfTasksReachesTheLastAndRunsEveryFinally() {
    AtomicInteger cleaned = new AtomicInteger();
    int levels = 20_000;
    Object result =
        Programs.run(
            s -> {
              Task<Object> task =
                  createTask(
                      Script.of(
                          t ->
                              t.awaitFinally(
                                  sleep(Duration.ofHours(1)), u -> cleaned.incrementAndGet())));
              for (int i = 1; i < levels; i++) {
                Task<Object> below = task;
                task =
                    createTask(
                        Script.of(t -> t.awaitFinally(below, u -> cleaned.incrementAndGet())));
              }
              Task<Object> top = task;
              return s.await(
                  sleep(Duration.ofSeconds(1)),
                  v -> {
                    top.cancel();
                    return s.await(top, w -> "not reached", e -> e.getClass().getSimpleName());
                  });
            });

    assertThat(result).isEqualTo("CancelledError");
    assertThat(cleaned).hasValue(levels);
  }

  @Test
  void tasksThatAwaitEachOtherCanBeCancelled() {
    Object result =
        Programs.run(
            s -> {
              List<Task<Object>> both = new ArrayList<>();
              for (int i = 0; i < 2; i++) {
                int other = 1 - i;
                both.add(
                    createTask(
                        Script.of(
                            t ->
                                t.awaitFinally(both.get(other), u -> log.add("finally" + other)))));
              }
              return s.await(
                  sleep(Duration.ofSeconds(1)),
                  v -> {
                    both.get(0).cancel();
                    return s.await(
                        both.get(0), x -> "not reached", e -> e.getClass().getSimpleName());
                  });
            });

    assertThat(result).isEqualTo("CancelledError");
    assertThat(log).containsExactlyInAnyOrder("finally0", "finally1");
  }
}
