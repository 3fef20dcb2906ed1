package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** CompletionStages awaited on a loop. */
@Timeout(60)
class StageInteropTest {

  private static Object awaited(Object stage) {
    return Programs.run(s -> s.await(stage, v -> v));
  }

  @Test
  void aCompleteStageGivesItsValueWithoutSuspending() {
    assertThat(awaited(CompletableFuture.completedFuture("x"))).isEqualTo("x");
    assertThat(awaited(CompletableFuture.completedStage("minimal"))).isEqualTo("minimal");
    assertThat(awaited(Continuo.value("value"))).isEqualTo("value");
    assertThat(awaited(CompletableFuture.completedFuture(null))).isNull();
  }

  @Test
  void aStageCompletedByAnotherThreadWakesTheLoop() {
    for (int i = 0; i < 200; i++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Thread thread = new Thread(() -> stage.complete("x"));
      Object result =
          Continuo.run(
              Script.of(
                  s -> {
                    thread.start();
                    return s.await(stage, v -> v);
                  }));
      assertThat(result).isEqualTo("x");
    }
  }

  @Test
  void theOriginalFailureComesCompleteOrLater() {
    IOException failure = new IOException("original");
    CompletableFuture<String> failed = CompletableFuture.failedFuture(failure);
    CompletableFuture<String> dependent = failed.thenApply(x -> x).thenApply(x -> x);
    CompletableFuture<String> later = new CompletableFuture<>();
    CompletableFuture<String> laterDependent = later.thenApply(x -> x);
    new Thread(() -> later.completeExceptionally(failure)).start();

    for (CompletionStage<String> stage :
        java.util.List.of(failed, dependent, laterDependent, failed.minimalCompletionStage())) {
      assertThatThrownBy(() -> awaited(stage)).isSameAs(failure);
    }
  }

  @Test
  void onlyCompletionExceptionIsUnwrappedAndOnlyWithACause() {
    CompletionException bare = new CompletionException("no cause", null);
    RuntimeException wrapper = new RuntimeException(new IOException());

    assertThatThrownBy(() -> awaited(CompletableFuture.failedFuture(bare))).isSameAs(bare);
    assertThatThrownBy(() -> awaited(CompletableFuture.failedFuture(wrapper))).isSameAs(wrapper);
  }

  @Test
  void aCancelledStageFailsTheAwaitWithItsOwnExceptionAsAnOrdinaryFailure() {
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    cancelled.cancel(true);
    CompletableFuture<String> later = new CompletableFuture<>();
    new Thread(() -> later.cancel(true)).start();

    for (CompletableFuture<String> stage : java.util.List.of(cancelled, later)) {
      Programs.run(
          s -> {
            Task<Object> task = createTask(Script.of(t -> t.await(stage, v -> v)));
            return s.await(
                task,
                v -> v,
                e -> {
                  assertThat(e).isInstanceOf(CancellationException.class);
                  assertThat(task.cancelled()).isFalse();
                  return null;
                });
          });
    }
  }

  @Test
  void cancellingTheTaskCancelsTheCompletableFuture() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Programs.run(
        s -> {
          Task<Object> task = createTask(Script.of(t -> t.await(stage, v -> v)));
          return s.await(
              yieldNow(),
              v -> {
                task.cancel();
                return s.await(
                    task,
                    w -> w,
                    e -> {
                      assertThat(e).isInstanceOf(CancelledError.class);
                      return null;
                    });
              });
        });

    assertThat(stage).isCancelled();
  }

  @Test
  void aStageThatCannotBeCancelledIsJustNotWaitedForAnyMore() {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletionStage<String> minimal = source.minimalCompletionStage();
    Object result =
        Programs.run(
            s -> {
              Task<Object> task = createTask(Script.of(t -> t.await(minimal, v -> v)));
              return s.await(
                  yieldNow(),
                  v -> {
                    task.cancel();
                    return s.await(
                        task,
                        w -> w,
                        e -> {
                          source.complete("late");
                          return s.await(yieldNow(), w -> task.cancelled());
                        });
                  });
            });

    assertThat(result).isEqualTo(true);
  }

  @Test
  void aStageWhoseCancelThrowsIsReportedAndTheTaskIsCancelledAllTheSame() {
    IllegalStateException refusal = new IllegalStateException("cancel fails");
    CompletionStage<String> broken =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            throw refusal;
          }
        };
    java.util.List<Throwable> reports = new java.util.ArrayList<>();
    Object result =
        Programs.run(
            s -> {
              EventLoop.running()
                  .setExceptionHandler((loop, report) -> reports.add(report.exception()));
              Task<Object> task = createTask(Script.of(t -> t.await(broken, v -> v)));
              return s.await(
                  yieldNow(),
                  v -> {
                    assertThat(task.cancel()).isTrue();
                    return s.await(task, w -> w, e -> task.cancelled());
                  });
            });

    assertThat(result).isEqualTo(true);
    assertThat(reports).containsExactly(refusal);
  }

  @Test
  void aCancelledAwaitDropsItsReferenceToTheTask() {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletionStage<String> minimal = source.minimalCompletionStage();
    WeakReference<Object> abandoned =
        Programs.run(
            s -> {
              Task<Object> task = createTask(Script.of(t -> t.await(minimal, v -> v)));
              return s.await(
                  yieldNow(),
                  v -> {
                    task.cancel();
                    return s.await(task, w -> w, e -> new WeakReference<>(task));
                  });
            });

    for (int i = 0; i < 50 && abandoned.get() != null; i++) {
      System.gc();
    }
    assertThat(abandoned.get()).isNull();
    source.complete("late");
  }

  @Test
  void manyTasksMayAwaitOneStage() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Object result =
        Programs.run(
            s -> {
              java.util.List<Task<Object>> tasks = new java.util.ArrayList<>();
              for (int i = 0; i < 10; i++) {
                tasks.add(createTask(Script.of(t -> t.await(stage, v -> v))));
              }
              EventLoop.running().callSoon(() -> stage.complete("x"));
              return s.await(Continuo.gather(tasks), v -> v);
            });

    assertThat(result).isEqualTo(java.util.Collections.nCopies(10, "x"));
  }

  @Test
  void aStageThatRefusesASubscriberFailsTheAwait() {
    CompletionStage<String> broken =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<String> whenComplete(
              java.util.function.BiConsumer<? super String, ? super Throwable> action) {
            throw new UnsupportedOperationException("no subscribers");
          }
        };

    assertThatThrownBy(() -> awaited(broken))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no subscribers");
  }

  @Test
  void aCompletionThatRacesWithCloseNeverHangs() throws Exception {
    for (int i = 0; i < 200; i++) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      CountDownLatch go = new CountDownLatch(1);
      Thread completer =
          new Thread(
              () -> {
                go.countDown();
                stage.complete("x");
              });
      EventLoop loop = EventLoop.create();
      Task<Object> task = loop.createTask(Script.of(s -> s.await(stage, v -> v)));
      CompletableFuture<Object> view = task.toCompletableFuture();
      completer.start();
      go.await();
      loop.callSoon(loop::stop);
      loop.runForever();
      LogCapture quiet = new LogCapture();
      loop.close();
      quiet.close();
      completer.join();
      assertThat(view).isDone();
    }
  }

  @Test
  void awaitablesOfTheUserAreAskedWhatTheyStandFor() {
    Awaitable<String> ticket = () -> Script.<String>of(s -> s.await(yieldNow(), v -> "printed"));
    Awaitable<String> indirect = () -> ticket;

    assertThat(awaited(indirect)).isEqualTo("printed");
    Object asTask = Programs.run(s -> s.await(Continuo.ensureFuture(indirect), v -> v));
    assertThat(asTask).isEqualTo("printed");
  }

  @Test
  void whatCannotBeAwaitedIsRefusedWithTheReason() {
    Awaitable<String> itself =
        new Awaitable<>() {
          @Override
          public Awaitable<String> asAwaitable() {
            return this;
          }
        };

    assertThatThrownBy(() -> awaited(itself))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("returned the object itself");
    assertThatThrownBy(() -> awaited("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can't be used in an await");
    assertThatThrownBy(() -> Programs.run(s -> s.await(null, v -> v)))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("await(null)");
  }

  /** Its frame could not be made, and it caught that and goes on. */
  private static final class LeavesAnAwait extends CoroutineFrame<String> {
    private final CompletableFuture<String> stage;
    private final Coroutine<Void> left;

    LeavesAnAwait(CompletableFuture<String> stage, Coroutine<Void> left) {
      this.stage = stage;
      this.left = left;
    }

    @Override
    public @Nullable Object resume(Driver driver) throws Throwable {
      if (state != STARTED) {
        return driver.result();
      }
      Object suspended = Await.begin(left, driver);
      if (suspended == Driver.CALL) {
        suspended = Await.callee(left, driver).resume(driver);
        driver.leave();
      }
      assertThat(suspended).isSameAs(Driver.SUSPENDED);
      Await.caught(new StackOverflowError(), driver);
      Object result = Await.begin(stage, driver);
      driver.suspended(this, 1);
      return result;
    }

    @Override
    protected String metadata() {
      return "dev.continuo.LeavesAnAwait\nresume\nLeavesAnAwait.java\n-1";
    }
  }

  @Test
  void aStageIsAwaitedInThePlaceOfWhatWasLeftBefore() {
    for (Coroutine<Void> left : List.of(Continuo.sleep(Duration.ofMillis(1)), yieldNow())) {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Object result =
          Programs.run(
              s -> {
                EventLoop.running().callLater(Duration.ofSeconds(1), () -> stage.complete("done"));
                return s.await(new LeavesAnAwait(stage, left), v -> v);
              });

      assertThat(result).isEqualTo("done");
    }
  }
}
