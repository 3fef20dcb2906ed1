package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class TaskTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void aTaskStartsInTheNextTick() {
    Programs.run(
        s -> {
          Task<Integer> task =
              createTask(
                  Script.of(
                      t -> {
                        log.add("task");
                        return 1;
                      }));
          log.add("created");
          return s.await(task, v -> log.add("got " + v));
        });

    assertThat(log).containsExactly("created", "task", "got 1");
  }

  @Test
  void anEagerTaskRunsToItsFirstSuspensionAtOnce() {
    Programs.run(
        s -> {
          Task<String> task =
              EventLoop.running()
                  .createTask(
                      Script.of(
                          t -> {
                            log.add("task in " + Programs.self().name());
                            return t.await(yieldNow(), v -> "late");
                          }),
                      "eager",
                      null,
                      true);
          Task<String> done =
              EventLoop.running().createTask(Script.of(t -> "at once"), null, null, true);
          log.add("created in " + Programs.self().name());
          assertThat(done.result()).isEqualTo("at once");
          assertThat(task.done()).isFalse();
          return s.await(task, v -> log.add("got " + v));
        });

    assertThat(log).containsExactly("task in eager", "created in Task-1", "got late");
  }

  @Test
  void awaitingAFinishedFutureDoesNotLetOthersRun() {
    Programs.run(
        s -> {
          AsyncFuture<String> done = EventLoop.running().createFuture();
          done.setResult("x");
          createTask(Script.of(t -> log.add("other")));
          return s.await(
              done,
              v -> {
                log.add("main " + v);
                return s.await(yieldNow(), w -> null);
              });
        });

    assertThat(log).containsExactly("main x", "other");
  }

  @Test
  void tasksTakeTurnsInOrder() {
    Programs.run(
        s -> {
          for (String name : List.of("a", "b")) {
            createTask(
                Script.of(
                    t -> {
                      log.add(name + 1);
                      return t.await(yieldNow(), v -> log.add(name + 2));
                    }));
          }
          return s.await(sleep(Duration.ofSeconds(1)), v -> null);
        });

    assertThat(log).containsExactly("a1", "b1", "a2", "b2");
  }

  @Test
  void aDirectlyAwaitedCoroutineSharesItsCallersTask() {
    Programs.run(
        s -> {
          Task<?> mine = Continuo.currentTask();
          return s.await(
              Script.of(
                  t ->
                      t.await(
                          yieldNow(),
                          v -> {
                            assertThat(Continuo.currentTask()).isSameAs(mine);
                            return null;
                          })),
              v -> null);
        });
  }

  @Test
  void valuesAndFailuresPassThroughSuspendedCoroutines() {
    IOException failure = new IOException("original");

    assertThat(Programs.<Object>run(s -> s.await(nested(3, null), v -> v))).isEqualTo("deep");
    assertThatThrownBy(() -> Programs.run(s -> s.await(nested(3, failure), v -> v)))
        .isSameAs(failure);
  }

  private static Script<String> nested(
      int depth, @org.jspecify.annotations.Nullable IOException failure) {
    return Script.of(
        s ->
            s.await(
                depth == 0 ? yieldNow() : nested(depth - 1, failure),
                v -> {
                  if (failure != null && depth == 0) {
                    throw failure;
                  }
                  return depth == 0 ? "deep" : v;
                }));
  }

  @Test
  void aThrowBeforeTheFirstAwaitComesThroughTheCoroutine() {
    Script<Object> coroutine =
        Script.of(
            s -> {
              throw new IOException("early");
            });

    assertThatThrownBy(() -> Programs.run(s -> s.await(coroutine, v -> v)))
        .isInstanceOf(IOException.class)
        .hasMessage("early");
  }

  @Test
  void aCoroutineIsSingleUse() {
    Script<String> coroutine = Script.of("hello", s -> "hello");
    assertThat(Continuo.<String>run(coroutine)).isEqualTo("hello");

    assertThatThrownBy(() -> Continuo.run(coroutine))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot reuse already awaited coroutine");
  }

  @Test
  void aCoroutineThatIsBeingAwaitedIsRefused() {
    Programs.run(
        s -> {
          Script<String> slow = Script.of(t -> t.await(sleep(Duration.ofSeconds(1)), v -> "slow"));
          Task<String> first = createTask(Script.of(t -> t.await(slow, v -> v)));
          return s.await(
              yieldNow(),
              v ->
                  s.await(
                      slow,
                      w -> w,
                      e -> {
                        assertThat(e)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("coroutine is being awaited already");
                        return s.await(first, w -> w);
                      }));
        });
  }

  @Test
  void aTaskCannotAwaitItself() {
    assertThatThrownBy(() -> Programs.run(s -> s.await(Continuo.currentTask(), v -> v)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Task cannot await on itself");
  }

  @Test
  void aFutureOfAnotherLoopIsRefused() {
    EventLoop other = EventLoop.create();
    AsyncFuture<String> foreign = other.createFuture();

    assertThatThrownBy(() -> Programs.run(s -> s.await(foreign, v -> v)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("attached to a different loop");
    other.close();
  }

  @Test
  void namesAreGivenOrCounted() {
    Programs.run(
        s -> {
          Task<Integer> named = createTask(Script.of(t -> 1), "named");
          Task<Integer> counted = createTask(Script.of(t -> 2));
          assertThat(named.name()).isEqualTo("named");
          assertThat(counted.name()).isEqualTo("Task-3");
          counted.setName("renamed");
          assertThat(counted.name()).isEqualTo("renamed");
          return null;
        });
  }

  @Test
  void aTaskHasNoSetters() {
    Programs.run(
        s -> {
          Task<Integer> task = createTask(Script.of(t -> 1));
          assertThatThrownBy(() -> task.setResult(1)).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> task.setException(new IOException()))
              .isInstanceOf(IllegalStateException.class);
          return null;
        });
  }

  @Test
  void allTasksAreThoseThatAreNotDone() {
    Programs.run(
        s -> {
          Task<Integer> quick = createTask(Script.of(t -> 1));
          Task<Object> slow =
              createTask(Script.of(t -> t.await(sleep(Duration.ofDays(1)), v -> v)));
          Set<Task<?>> before = Continuo.allTasks();
          assertThat(before).containsExactly(Continuo.currentTask(), quick, slow);
          return s.await(
              quick,
              v -> {
                assertThat(Continuo.allTasks()).containsExactly(Continuo.currentTask(), slow);
                return null;
              });
        });
    assertThatThrownBy(Continuo::allTasks).hasMessage("no running event loop");
    assertThat(Continuo.currentTask()).isNull();
  }

  @Test
  void theTasksThatAreLeftAreRightAfterManyCameAndWent() {
    Programs.run(
        s -> {
          List<Task<?>> kept = new ArrayList<>();
          for (int i = 0; i < 1_000; i++) {
            Task<?> task = createTask(Script.of(t -> t.await(sleep(Duration.ofDays(1)), v -> v)));
            if (ThreadLocalRandom.current().nextInt(10) == 0) {
              kept.add(task);
            } else {
              task.cancel();
            }
          }
          return s.await(
              yieldNow(),
              v ->
                  s.await(
                      yieldNow(),
                      w -> {
                        List<Task<?>> expected = new ArrayList<>(kept);
                        expected.add(0, Continuo.currentTask());
                        assertThat(Continuo.allTasks()).containsExactlyElementsOf(expected);
                        return null;
                      }));
        });
  }

  @Test
  void theStackOfASuspendedTaskNamesEveryAwaitingMethod() {
    Programs.run(
        s -> {
          Script<Object> inner =
              Script.of("inner", t -> t.await(sleep(Duration.ofDays(1)), v -> v));
          Task<Object> task = createTask(Script.of("outer", t -> t.await(inner, v -> v)));
          assertThat(task.stack()).isEmpty();
          return s.await(
              yieldNow(),
              v -> {
                assertThat(task.stack())
                    .extracting(StackTraceElement::getMethodName)
                    .containsExactly("inner", "outer");
                assertThat(task.coroutine().toString()).contains("dev.continuo.Script.outer");
                return null;
              });
        });
  }

  @Test
  void theLoopHoldsItsTasks() {
    Programs.run(
        s -> {
          AsyncFuture<String> reached = EventLoop.running().createFuture();
          createTask(
              Script.of(
                  t ->
                      t.await(
                          sleep(Duration.ofSeconds(1)),
                          v -> {
                            reached.setResult("done");
                            return null;
                          })));
          System.gc();
          return s.await(reached, v -> v);
        });
  }

  @Test
  void aFatalErrorInATaskEndsTheRun() {
    assertThatThrownBy(
            () ->
                Programs.run(
                    s -> {
                      throw new NoClassDefFoundError("Missing");
                    }))
        .isInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void anAssertionErrorIsAnOrdinaryFailure() {
    Programs.run(
        s -> {
          Task<Object> task =
              createTask(
                  Script.of(
                      t -> {
                        throw new AssertionError("ordinary");
                      }));
          return s.await(
              task,
              v -> v,
              e -> {
                assertThat(e).isInstanceOf(AssertionError.class);
                return null;
              });
        });
  }

  @Test
  void onlyCoroutinesBecomeTasks() {
    Coroutine<Integer> impostor =
        new Coroutine<>() {
          @Override
          public Awaitable<Integer> asAwaitable() {
            return this;
          }

          @Override
          public void close() {}

          @Override
          public String toString() {
            return "impostor";
          }
        };

    assertThatThrownBy(() -> Continuo.run(impostor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a coroutine was expected, got impostor");
    Programs.run(
        s -> {
          assertThatThrownBy(() -> createTask(impostor))
              .isInstanceOf(IllegalArgumentException.class);
          return null;
        });
  }
}
