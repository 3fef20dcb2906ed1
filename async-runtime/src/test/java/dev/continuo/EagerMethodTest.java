package dev.continuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.coroutine.Launch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Methods that return CompletableFuture, called with no loop running and with one. Long because
 * each of its rules holds in both cases and is tested in both.
 */
@Timeout(120)
class EagerMethodTest {

  private final List<String> log = new ArrayList<>();

  private static CompletableFuture<Object> call(Script.Body body) {
    return Launch.completable(Script.of("method", body));
  }

  @Test
  void theBodyRunsOnTheCallerUpToItsFirstSuspension() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Thread caller = Thread.currentThread();
    CompletableFuture<Object> future =
        call(
            s -> {
              log.add("before " + (Thread.currentThread() == caller));
              return s.await(stage, v -> log.add("after " + v) ? v : null);
            });

    assertThat(log).containsExactly("before true");
    assertThat(future).isNotDone();
    stage.complete("x");
    assertThat(log).containsExactly("before true", "after x");
    assertThat(future).isCompletedWithValue("x");
  }

  @Test
  void aBodyThatNeverSuspendsIsCompleteAtTheReturn() {
    assertThat(call(s -> s.await(CompletableFuture.completedFuture(1), v -> v)))
        .isCompletedWithValue(1);
    assertThat(call(s -> s.await(Script.of(t -> 2), v -> v))).isCompletedWithValue(2);
    assertThat(call(s -> null)).isCompletedWithValue(null);
  }

  @Test
  void itResumesOnTheThreadThatCompletesWhatItAwaited() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Object> future =
        call(s -> s.await(stage, v -> Thread.currentThread().getName()));
    Thread completer = new Thread(() -> stage.complete("x"), "completer");
    completer.start();
    completer.join();

    assertThat(future.get()).isEqualTo("completer");
  }

  @Test
  void theOriginalFailureFailsTheFuture() {
    IOException failure = new IOException("original");
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Object> early =
        call(
            s -> {
              throw failure;
            });
    CompletableFuture<Object> late = call(s -> s.await(stage.thenApply(x -> x), v -> v));
    stage.completeExceptionally(failure);

    assertThatThrownBy(early::join).isInstanceOf(CompletionException.class).hasCause(failure);
    assertThatThrownBy(late::join).isInstanceOf(CompletionException.class).hasCause(failure);
  }

  @Test
  void aFailureCanBeCaughtAroundTheAwait() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Object> future =
        call(s -> s.await(stage, v -> v, e -> "caught " + e.getMessage()));
    stage.completeExceptionally(new IOException("it"));

    assertThat(future).isCompletedWithValue("caught it");
  }

  @Test
  void thereIsNoTaskAndNoLoop() {
    assertThat(call(s -> Continuo.currentTask())).isCompletedWithValue(null);
    for (Script.Body body :
        List.<Script.Body>of(
            s -> s.await(Continuo.sleep(Duration.ofSeconds(1)), v -> v),
            s -> s.await(Continuo.yieldNow(), v -> v),
            s -> s.await(Continuo.toThread(() -> 1), v -> v),
            s -> s.await(Continuo.waitFor(Continuo.value(1), Duration.ofSeconds(1)), v -> v),
            s -> Continuo.createTask(Continuo.value(1)))) {
      assertThatThrownBy(() -> call(body).join())
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no running event loop");
    }
  }

  @Test
  void aFutureOfALoopIsRefusedWithTheRemedy() {
    EventLoop loop = EventLoop.create();
    AsyncFuture<String> future = loop.createFuture();

    assertThatThrownBy(() -> call(s -> s.await(future, v -> v)).join())
        .hasMessageContaining("toCompletableFuture");
    loop.close();
  }

  @Test
  void resumeOnMovesTheBodyForGood() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor(r -> new Thread(r, "executor"));
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Object> future =
        call(
            s ->
                s.await(
                    Continuo.resumeOn(executor),
                    v -> {
                      String first = Thread.currentThread().getName();
                      return s.await(stage, w -> first + " " + Thread.currentThread().getName());
                    }));
    stage.complete("x");

    assertThat(future.get()).isEqualTo("executor executor");
    executor.shutdown();
  }

  @Test
  void anExecutorThatRefusesFailsTheAwait() {
    CompletableFuture<Object> future =
        call(
            s ->
                s.await(
                    Continuo.resumeOn(
                        command -> {
                          throw new RejectedExecutionException("full");
                        }),
                    v -> v,
                    e -> "caught " + e.getMessage()));

    assertThat(future).isCompletedWithValue("caught full");
  }

  @Test
  void resumeOnIsRefusedOnALoop() {
    assertThatThrownBy(() -> Programs.run(s -> s.await(Continuo.resumeOn(Runnable::run), v -> v)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("toThread");
  }

  @Test
  void cancellingTheFutureDeliversCancelledErrorAndCancelsWhatIsAwaited() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Object> future =
        call(
            s ->
                s.await(
                    stage,
                    v -> v,
                    e -> {
                      log.add(e.getClass().getSimpleName());
                      throw e;
                    }));

    assertThat(future.cancel(true)).isTrue();
    assertThat(future.cancel(true)).isTrue();

    assertThat(log).containsExactly("CancelledError");
    assertThat(stage).isCancelled();
    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void aCancelWhileTheBodyRunsComesAtItsNextSuspension() {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    List<CompletableFuture<Object>> self = new ArrayList<>();
    self.add(
        call(
            s ->
                s.await(
                    first,
                    v -> {
                      self.get(0).cancel(true);
                      log.add("still runs");
                      return s.await(second, w -> w, e -> log.add("" + e.getClass().getName()));
                    })));
    first.complete("x");

    assertThat(log).containsExactly("still runs", "dev.continuo.CancelledError");
    assertThat(second).isCancelled();
  }

  @Test
  void cleanupAfterACancelMayAwait() {
    CompletableFuture<String> cleanup = new CompletableFuture<>();
    CompletableFuture<Object> future =
        call(
            s ->
                s.await(
                    new CompletableFuture<String>(),
                    v -> v,
                    e -> s.await(cleanup, v -> log.add("cleaned " + v))));
    future.cancel(true);
    cleanup.complete("up");

    assertThat(log).containsExactly("cleaned up");
  }

  @Test
  void aFailureOfTheCleanupAfterACancelIsLogged() {
    CompletableFuture<Object> future =
        call(
            s ->
                s.await(
                    new CompletableFuture<String>(),
                    v -> v,
                    e -> {
                      throw new IOException("in cleanup");
                    }));
    try (LogCapture logged = new LogCapture()) {
      future.cancel(true);
      assertThat(logged.records())
          .singleElement()
          .satisfies(r -> assertThat(r.getThrown()).hasMessage("in cleanup"));
    }
  }

  @Test
  void dependentFuturesArePlain() {
    CompletableFuture<Object> future = call(s -> 1);

    assertThat(future.newIncompleteFuture().getClass()).isEqualTo(CompletableFuture.class);
    assertThat(future.thenApply(x -> x).getClass()).isEqualTo(CompletableFuture.class);
  }

  @Test
  void theContextIsCopiedAtTheCallAndFollowsTheBody() throws Exception {
    ContextVar<String> user = new ContextVar<>("user", "nobody");
    CompletableFuture<String> stage = new CompletableFuture<>();
    Context context = Context.empty();
    CompletableFuture<Object> future =
        context.call(
            () -> {
              user.set("ann");
              CompletableFuture<Object> called =
                  call(
                      s ->
                          s.await(
                              stage,
                              v -> {
                                String before = user.get();
                                user.set("body");
                                return before;
                              }));
              user.set("bob");
              return called;
            });
    Thread completer = new Thread(() -> stage.complete("x"));
    completer.start();
    completer.join();

    assertThat(future.get()).isEqualTo("ann");
    assertThat(context.get(user)).isEqualTo("bob");
  }

  @Test
  void aStageThatCompletesDuringTheSubscriptionDoesNotRecurse() {
    int n = 100_000;
    CompletableFuture<Object> future = call(s -> inline(s, n));

    assertThat(future).isCompletedWithValue("end");
  }

  /** Awaits {@code n} stages of a kind that can only be subscribed to, complete by then. */
  private static Object inline(Script<?> s, int n) {
    CompletionStage<Integer> minimal = CompletableFuture.completedStage(n);
    return s.await(minimal, v -> n == 0 ? "end" : inline(s, n - 1));
  }

  @Test
  void callsThatCompleteEachOtherDoNotOverflowTheStack() {
    int n = 100_000;
    CompletableFuture<Object> first = new CompletableFuture<>();
    CompletableFuture<Object> last = first;
    for (int i = 0; i < n; i++) {
      CompletableFuture<Object> previous = last;
      last = call(s -> s.await(previous, v -> v));
    }
    first.complete("through");

    assertThat(last).isCompletedWithValue("through");
  }

  @Test
  void callsThatStartEachOtherDoNotOverflowTheStack() {
    assertThat(recursive(20_000)).isCompletedWithValue("bottom");
  }

  private static CompletableFuture<Object> recursive(int n) {
    return call(s -> n == 0 ? "bottom" : s.await(recursive(n - 1), v -> v));
  }

  // With a loop

  @Test
  void withALoopItIsATaskOfThatLoop() {
    Object result =
        Programs.run(
            s -> {
              int before = Continuo.allTasks().size();
              CompletableFuture<Object> future =
                  call(
                      t -> {
                        log.add("starts in " + Programs.self().name());
                        return t.await(
                            Continuo.sleep(Duration.ofSeconds(1)), v -> EventLoop.running().time());
                      });
              log.add("called from " + Programs.self().name());
              assertThat(Continuo.allTasks()).hasSize(before + 1);
              return s.await(future, v -> v);
            });

    assertThat(result).isEqualTo(Duration.ofSeconds(1).toNanos());
    assertThat(log).containsExactly("starts in Task-2", "called from Task-1");
  }

  @Test
  void aChainThatSuspendsAfterAnEagerStartIsLinkedToItsOwnFramesOnly() {
    // The eager start leaves the driver with another chain's tail; the caller must not link to it.
    Object result =
        Programs.run(
            s -> {
              CompletableFuture<Object> future =
                  call(t -> t.await(Continuo.sleep(Duration.ofSeconds(1)), v -> "method"));
              return s.await(
                  Script.of(t -> t.await(Continuo.sleep(Duration.ofSeconds(2)), v -> "nested")),
                  v -> s.await(future, w -> v + " " + w));
            });

    assertThat(result).isEqualTo("nested method");
  }

  @Test
  void cancellingTheFutureCancelsTheTask() {
    Programs.run(
        s -> {
          CompletableFuture<Object> future =
              call(
                  t ->
                      t.await(
                          Continuo.sleep(Duration.ofDays(1)),
                          v -> v,
                          e -> {
                            log.add(e.getClass().getSimpleName());
                            throw e;
                          }));
          future.cancel(true);
          return s.await(Continuo.sleep(Duration.ofSeconds(1)), v -> v);
        });

    assertThat(log).containsExactly("CancelledError");
  }

  @Test
  void ifTheLoopClosesFirstTheFutureIsCancelled() {
    EventLoop loop = EventLoop.virtualTime();
    List<CompletableFuture<Object>> futures = new ArrayList<>();
    AsyncFuture<String> never = loop.createFuture();
    loop.callSoon(() -> futures.add(call(s -> s.await(never, v -> v))));
    loop.callSoon(loop::stop);
    loop.runForever();
    try (LogCapture logged = new LogCapture()) {
      loop.close();
      assertThat(logged.messages()).isNotEmpty();
    }

    assertThat(futures.get(0)).isCancelled();
  }

  @Test
  void aBodyWithoutALoopThatALoopResumesDoesNotBecomeItsTask() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Object> outside =
        call(s -> s.await(stage, v -> "loop " + EventLoop.runningOrNull()));
    Programs.run(
        s -> {
          stage.complete("x");
          return null;
        });

    assertThat(outside).isCompletedWithValue("loop null");
  }

  // Void methods

  @Test
  void aVoidMethodIsATaskWhoseFailureGoesToTheExceptionHandler() {
    List<ExceptionContext> reports = new ArrayList<>();
    Programs.with(
        runner -> {
          runner.loop().setExceptionHandler((l, context) -> reports.add(context));
          runner.run(
              Script.of(
                  s -> {
                    Launch.background(
                        Script.of(
                            t ->
                                t.await(
                                    Continuo.sleep(Duration.ofSeconds(1)),
                                    v -> {
                                      throw new IOException("in void");
                                    })));
                    assertThat(Continuo.allTasks()).hasSize(2);
                    return s.await(Continuo.sleep(Duration.ofSeconds(2)), v -> v);
                  }));
        });

    assertThat(reports)
        .singleElement()
        .satisfies(c -> assertThat(c.exception()).hasMessage("in void"));
  }

  @Test
  void aVoidMethodNeedsALoop() {
    assertThatThrownBy(() -> Launch.background(Script.of("fireAndForget", s -> 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no running event loop")
        .hasMessageContaining("dev.continuo.Script.fireAndForget");
  }
}
