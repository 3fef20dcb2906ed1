package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CPython 3.13's rules of Task.cancel and Task.uncancel. */
class TaskCancellationTest {

  private static final Duration LONG = Duration.ofDays(1);

  private final List<String> log = new ArrayList<>();

  /** A task that logs what its await throws, and passes it on. */
  private Script<Object> sleeper() {
    return Script.of(
        t ->
            t.await(
                sleep(LONG),
                v -> v,
                e -> {
                  log.add(e.getClass().getSimpleName() + " " + e.getMessage());
                  throw e;
                }));
  }

  @Test
  void theErrorComesAtTheNextSuspensionPointWithTheMessage() {
    Programs.run(
        s -> {
          Task<Object> task = createTask(sleeper());
          return s.await(
              yieldNow(),
              v -> {
                assertThat(task.cancel("enough")).isTrue();
                assertThat(task.cancelled()).isFalse();
                assertThat(task.cancelling()).isEqualTo(1);
                return s.await(
                    task,
                    w -> w,
                    e -> {
                      assertThat(e).isInstanceOf(CancelledError.class).hasMessage("enough");
                      return null;
                    });
              });
        });

    assertThat(log).containsExactly("CancelledError enough");
  }

  @Test
  void aTaskCancelledBeforeItsFirstStepNeverRunsItsBody() {
    Programs.run(
        s -> {
          Script<Object> body = Script.of(t -> log.add("ran"));
          Task<Object> task = createTask(body);
          task.cancel();
          return s.await(
              task,
              v -> v,
              e -> {
                assertThat(task.cancelled()).isTrue();
                assertThat(body.state).isEqualTo(Script.FINISHED);
                return null;
              });
        });

    assertThat(log).isEmpty();
  }

  @Test
  void twoCancelsBeforeItResumesGiveOneErrorAndACountOfTwo() {
    Programs.run(
        s -> {
          Task<Object> task =
              createTask(
                  Script.of(
                      t ->
                          t.await(
                              sleep(LONG),
                              v -> v,
                              e -> {
                                log.add("cancelling " + Programs.self().cancelling());
                                return t.await(sleep(Duration.ofSeconds(1)), v -> "went on");
                              })));
          return s.await(
              yieldNow(),
              v -> {
                task.cancel();
                task.cancel();
                return s.await(task, w -> log.add("result " + w));
              });
        });

    assertThat(log).containsExactly("cancelling 2", "result went on");
  }

  @Test
  void uncancelToZeroDropsADeliveryThatIsPending() {
    Object result =
        Programs.run(
            s -> {
              Task<?> self = Programs.self();
              self.cancel();
              assertThat(self.uncancel()).isZero();
              assertThat(self.uncancel()).isZero();
              return s.await(yieldNow(), v -> "not cancelled");
            });

    assertThat(result).isEqualTo("not cancelled");
  }

  @Test
  void uncancelAboveZeroKeepsIt() {
    assertThatThrownBy(
            () ->
                Programs.run(
                    s -> {
                      Task<?> self = Programs.self();
                      self.cancel();
                      self.cancel();
                      assertThat(self.uncancel()).isEqualTo(1);
                      return s.await(yieldNow(), v -> "not cancelled");
                    }))
        .isInstanceOf(CancelledError.class);
  }

  @Test
  void aCancelDuringCleanupInterruptsTheAwaitOfTheCleanup() {
    Programs.run(
        s -> {
          Task<Object> task =
              createTask(
                  Script.of(
                      t ->
                          t.await(
                              sleep(LONG),
                              v -> v,
                              e -> {
                                log.add("cleanup starts");
                                return t.await(
                                    sleep(LONG),
                                    v -> log.add("cleanup ends"),
                                    e2 -> {
                                      log.add("cleanup interrupted");
                                      throw e2;
                                    });
                              })));
          return s.await(
              yieldNow(),
              v -> {
                task.cancel();
                return s.await(
                    sleep(Duration.ofSeconds(1)),
                    w -> {
                      task.cancel();
                      return s.await(task, x -> x, e -> log.add("cancelled " + task.cancelled()));
                    });
              });
        });

    assertThat(log).containsExactly("cleanup starts", "cleanup interrupted", "cancelled true");
  }

  @Test
  void cancelThenReturnWithoutAnAwaitEndsCancelled() {
    Programs.run(
        s -> {
          Task<String> task =
              createTask(
                  Script.of(
                      t -> {
                        Programs.self().cancel("myself");
                        return "a result";
                      }));
          return s.await(
              task,
              v -> v,
              e -> {
                assertThat(task.cancelled()).isTrue();
                assertThat(e).hasMessage("myself");
                return null;
              });
        });
  }

  @Test
  void aTaskThatCancelsItselfSeesItAtItsNextAwait() {
    Programs.run(
        s -> {
          AsyncFuture<String> future = EventLoop.running().createFuture();
          Task<Object> task =
              createTask(
                  Script.of(
                      t -> {
                        Programs.self().cancel();
                        return t.await(future, v -> v);
                      }));
          return s.await(
              task,
              v -> v,
              e -> {
                assertThat(e).isInstanceOf(CancelledError.class);
                assertThat(future.cancelled()).isTrue();
                return null;
              });
        });
  }

  @Test
  void aResultAndThenACancelInOneTickIsACancel() {
    Programs.run(
        s -> {
          AsyncFuture<String> future = EventLoop.running().createFuture();
          Task<Object> task = createTask(Script.of(t -> t.await(future, v -> log.add("got " + v))));
          return s.await(
              yieldNow(),
              v -> {
                future.setResult("x");
                task.cancel();
                return s.await(task, w -> w, e -> log.add("cancelled"));
              });
        });

    assertThat(log).containsExactly("cancelled");
  }

  @Test
  void aSleepThatIsOverAndThenACancelInOneTickIsACancel() {
    Programs.run(
        s -> {
          Task<Object> task =
              createTask(
                  Script.of(t -> t.await(sleep(Duration.ofSeconds(1)), v -> log.add("woke"))));
          return s.await(
              yieldNow(),
              v -> {
                // Due at the same time, but set later: runs in the tick where the timer fires.
                EventLoop.running().callLater(Duration.ofSeconds(1), task::cancel);
                return s.await(task, w -> w, e -> log.add("cancelled"));
              });
        });

    assertThat(log).containsExactly("cancelled");
  }

  @Test
  void awaitingATaskPassesACancelOn() {
    Programs.run(
        s -> {
          Task<Object> inner = createTask(sleeper());
          Task<Object> outer = createTask(Script.of(t -> t.await(inner, v -> v)));
          return s.await(
              sleep(Duration.ofSeconds(1)),
              v -> {
                outer.cancel();
                return s.await(
                    outer,
                    w -> w,
                    e -> {
                      assertThat(inner.cancelled()).isTrue();
                      assertThat(outer.cancelled()).isTrue();
                      return null;
                    });
              });
        });

    assertThat(log).containsExactly("CancelledError null");
  }

  @Test
  void aBodyThatSwallowsTheErrorFinishesNormally() {
    Object result =
        Programs.run(
            s -> {
              Task<String> task =
                  createTask(Script.of(t -> t.await(sleep(LONG), v -> "slept", e -> "swallowed")));
              return s.await(
                  yieldNow(),
                  v -> {
                    task.cancel();
                    return s.await(task, w -> w);
                  });
            });

    assertThat(result).isEqualTo("swallowed");
  }

  @Test
  void aCancelOfADoneTaskIsRefused() {
    Programs.run(
        s -> {
          Task<Integer> task = createTask(Script.of(t -> 1));
          return s.await(
              task,
              v -> {
                assertThat(task.cancel()).isFalse();
                assertThat(task.cancelling()).isZero();
                return null;
              });
        });
  }

  @Test
  void aFutureThatIsCancelledCancelsWhoeverAwaitsIt() {
    Programs.run(
        s -> {
          AsyncFuture<String> future = EventLoop.running().createFuture();
          Task<Object> task = createTask(Script.of(t -> t.await(future, v -> v)));
          return s.await(
              yieldNow(),
              v -> {
                future.cancel("the future");
                return s.await(
                    task,
                    w -> w,
                    e -> {
                      assertThat(e).hasMessage("the future");
                      assertThat(task.cancelled()).isTrue();
                      assertThat(task.cancelling()).isZero();
                      return null;
                    });
              });
        });
  }

  @Test
  void closingASuspendedCoroutineRunsItsFinallyBlocks() {
    Programs.run(
        s -> {
          Script<Object> inner =
              Script.of("inner", t -> t.awaitFinally(sleep(LONG), u -> log.add("finally")));
          Task<Object> task = createTask(Script.of(t -> t.await(inner, v -> v)));
          return s.await(
              yieldNow(),
              v -> {
                inner.close();
                assertThat(log).containsExactly("finally");
                inner.close();
                return s.await(
                    task,
                    w -> w,
                    e -> {
                      assertThat(e)
                          .isInstanceOf(IllegalStateException.class)
                          .hasMessage("cannot reuse already awaited coroutine");
                      return null;
                    });
              });
        });
  }

  @Test
  void aClosedCoroutineThatNeverStartedCannotBeAwaited() {
    Script<String> coroutine = Script.of(s -> "x");
    coroutine.close();

    assertThatThrownBy(() -> Continuo.run(coroutine))
        .hasMessage("cannot reuse already awaited coroutine");
  }
}
