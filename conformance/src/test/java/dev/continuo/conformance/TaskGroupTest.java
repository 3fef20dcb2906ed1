package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code taskGroup}: what it waits for, and what its failures do. */
class TaskGroupTest {

  private final List<String> log = new ArrayList<>();

  private static ExceptionGroup group(@Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(ExceptionGroup.class);
    assertThat(failure).hasMessageStartingWith("unhandled errors in a TaskGroup (");
    return (ExceptionGroup) Objects.requireNonNull(failure);
  }

  // ---- waiting

  @Test
  void theBlockEndsWhenAllTasksAreDone() {
    Scopes.run(
        () -> {
          List<Task<String>> tasks = new ArrayList<>();
          String result =
              await(
                  taskGroup(
                      group -> {
                        tasks.add(group.createTask(after(ofSeconds(5), "a")));
                        tasks.add(group.createTask(after(ofSeconds(3), "b")));
                        await(sleep(ofSeconds(1)));
                        return value("block");
                      }));
          assertThat(result).isEqualTo("block");
          assertThat(seconds()).isEqualTo(5);
          assertThat(tasks).extracting(Task::result).containsExactly("a", "b");
          return done();
        });
  }

  @Test
  void theTryFormDoesTheSame() {
    Scopes.run(
        () -> {
          TaskGroup group = taskGroup();
          List<Task<String>> tasks = new ArrayList<>();
          await(
              tryWith(
                  group,
                  () -> {
                    tasks.add(group.createTask(after(ofSeconds(5), "a")));
                    tasks.add(group.createTask(after(ofSeconds(3), "b")));
                    return done();
                  }));
          assertThat(seconds()).isEqualTo(5);
          assertThat(tasks).extracting(Task::result).containsExactly("a", "b");
          return done();
        });
  }

  @Test
  void aGroupWithoutTasksIsLeftAtOnce() {
    String result = Scopes.run(() -> taskGroup(group -> value("nothing to wait for")));
    assertThat(result).isEqualTo("nothing to wait for");
  }

  @Test
  void aTaskMayCreateOthersWhileTheBlockIsBeingLeft() {
    Scopes.run(
        () -> {
          await(
              taskGroup(
                  group -> {
                    group.createTask(spawning(group, 3, log));
                    return done();
                  }));
          assertThat(log).containsExactly("3 at 1", "2 at 2", "1 at 3", "0 at 4");
          return done();
        });
  }

  @Async
  private static Coroutine<Void> spawning(TaskGroup group, int more, List<String> log) {
    await(sleep(ofSeconds(1)));
    log.add(more + " at " + seconds());
    if (more > 0) {
      group.createTask(spawning(group, more - 1, log));
    }
    return done();
  }

  @Test
  void aThousandTasksRunBesideEachOther() {
    Scopes.run(
        () -> {
          List<Task<Integer>> tasks = new ArrayList<>();
          await(
              taskGroup(
                  group -> {
                    for (int i = 0; i < 1000; i++) {
                      tasks.add(group.createTask(sleep(ofMillis(1000 - i), i)));
                    }
                    return done();
                  }));
          assertThat(seconds()).isEqualTo(1);
          for (int i = 0; i < 1000; i++) {
            assertThat(tasks.get(i).result()).isEqualTo(i);
          }
          return done();
        });
  }

  @Test
  void tasksHaveTheNameAndTheContextThatTheyAreGiven() {
    Scopes.run(
        () -> {
          var context = dev.continuo.Context.copyOfCurrent();
          await(
              taskGroup(
                  group -> {
                    Task<String> named = group.createTask(after(ofSeconds(1), "a"), "worker");
                    assertThat(named.name()).isEqualTo("worker");
                    Task<String> placed = group.createTask(after(ofSeconds(1), "b"), null, context);
                    assertThat(placed.context()).isSameAs(context);
                    return done();
                  }));
          return done();
        });
  }

  // ---- a task fails

  @Test
  void theFirstFailureCancelsTheOtherTasksAndTheBlock() {
    var failure = new IOException("disk");
    Scopes.run(
        () -> {
          List<Task<String>> tasks = new ArrayList<>();
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                tasks.add(group.createTask(after(ofHours(1), "sibling")));
                                tasks.add(group.createTask(failingAfter(ofSeconds(2), failure)));
                                try {
                                  await(sleep(ofHours(1)));
                                } catch (CancelledError e) {
                                  log.add("block cancelled at " + seconds());
                                  throw e;
                                }
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(thrown).hasMessageEndingWith("(1 sub-exception)").hasCause(failure);
          assertThat(tasks.get(0).cancelled()).isTrue();
          assertThat(log).containsExactly("block cancelled at 2");
          assertThat(self().cancelling()).isZero();
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  @Test
  void theTryFormThrowsTheGroupToo() {
    var failure = new IOException("disk");
    Scopes.run(
        () -> {
          TaskGroup group = taskGroup();
          Throwable thrown =
              await(
                  failure(
                      () ->
                          tryWith(
                              group,
                              () -> {
                                group.createTask(failingAfter(ofSeconds(2), failure));
                                await(sleep(ofHours(1)));
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Test
  void aFailureWhileTheBlockIsBeingLeftCancelsTheOthers() {
    var failure = new IOException("disk");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(cleaningUp(ofHours(1), ofSeconds(3), log));
                                group.createTask(failingAfter(ofSeconds(2), failure));
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(log).containsExactly("cleaned up at 5");
          assertThat(seconds()).isEqualTo(5);
          assertThat(self().cancelling()).isZero();
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  @Test
  void failuresComeInTheOrderInWhichTheTasksWereCreated() {
    var slow = new IOException("slow");
    var quick = new IOException("quick");
    var middle = new AssertionError("middle");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(failingWhenCancelled(ofSeconds(9), slow));
                                group.createTask(failingAfter(ofSeconds(1), quick));
                                group.createTask(failingWhenCancelled(ofSeconds(3), middle));
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(slow, quick, middle);
          assertThat(thrown).hasMessageEndingWith("(3 sub-exceptions)");
          assertThat(seconds()).isEqualTo(10);
          return done();
        });
  }

  @Async
  private static Coroutine<String> failingWhenCancelled(Duration cleanup, Throwable failure) {
    try {
      await(sleep(ofHours(1)));
    } finally {
      await(failingAfter(cleanup, failure));
    }
    return value("not here");
  }

  @Test
  void failuresOfOneTickAreAllThere() {
    var a = new IOException("a");
    var b = new IOException("b");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(failingAfter(ofSeconds(1), a));
                                group.createTask(failingAfter(ofSeconds(1), b));
                                await(sleep(ofHours(1)));
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(a, b);
          return done();
        });
  }

  @Test
  void aThousandTasksMayFail() {
    Scopes.run(
        () -> {
          List<Throwable> failures = new ArrayList<>();
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                for (int i = 0; i < 999; i++) {
                                  failures.add(new IOException("" + i));
                                  group.createTask(
                                      failingWhenCancelled(ofMillis(1000 - i), failures.get(i)));
                                }
                                failures.add(new IOException("first"));
                                group.createTask(failingAfter(ofSeconds(1), failures.get(999)));
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).isEqualTo(failures);
          return done();
        });
  }

  @Test
  void aTaskThatIsCancelledIsNoFailure() {
    Scopes.run(
        () -> {
          await(
              taskGroup(
                  group -> {
                    Task<String> one = group.createTask(after(ofHours(1), "a"));
                    group.createTask(after(ofSeconds(5), "b"));
                    await(sleep(ofSeconds(1)));
                    one.cancel();
                    return done();
                  }));
          assertThat(seconds()).isEqualTo(5);
          return done();
        });
  }

  @Test
  void aTaskThatRefusesTheCancellationIsWaitedFor() {
    Scopes.run(
        () -> {
          List<Task<String>> tasks = new ArrayList<>();
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                tasks.add(group.createTask(refusing(ofSeconds(7))));
                                group.createTask(failingAfter(ofSeconds(1), new IOException()));
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).hasSize(1);
          assertThat(tasks.get(0).result()).isEqualTo("refused");
          assertThat(seconds()).isEqualTo(8);
          return done();
        });
  }

  @Async
  private static Coroutine<String> refusing(Duration afterwards) {
    try {
      await(sleep(ofHours(1)));
    } catch (CancelledError e) {
      await(sleep(afterwards));
    }
    return value("refused");
  }

  @Test
  void aBlockThatSwallowsTheCancellationStillGetsTheGroup() {
    var failure = new IOException("disk");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(failingAfter(ofSeconds(1), failure));
                                await(refusing(ofSeconds(1)));
                                return value("swallowed");
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(self().cancelling()).isZero();
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  @Test
  void aBlockThatAwaitsTheFailingTaskIsCancelledAsIfItAwaitedSomethingElse() {
    var failure = new IOException("disk");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                Task<String> task =
                                    group.createTask(failingAfter(ofSeconds(1), failure));
                                try {
                                  await(task);
                                } catch (CancelledError e) {
                                  log.add("cancelled");
                                  throw e;
                                }
                                return done();
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(log).containsExactly("cancelled");
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  // ---- the block fails

  @Test
  void aFailureOfTheBlockCancelsTheTasksAndComesInAGroup() {
    var failure = new IOException("block");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(cleaningUp(ofHours(1), ofSeconds(3), log));
                                await(sleep(ofSeconds(1)));
                                throw failure;
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(log).containsExactly("cleaned up at 4");
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Test
  void aBlockThatFailsBeforeItsFirstAwaitCancelsTasksThatHaveNotStarted() {
    var failure = new IOException("block");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(cleaningUp(ofHours(1), ofSeconds(3), log));
                                throw failure;
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(log).isEmpty();
          assertThat(seconds()).isZero();
          return done();
        });
  }

  @Test
  void theFailureOfTheBlockComesAfterThoseOfTheTasks() {
    var ofTask = new IOException("task");
    var ofBlock = new IOException("block");
    Scopes.run(
        () -> {
          Throwable first =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(failingWhenCancelled(ofSeconds(1), ofTask));
                                await(sleep(ofSeconds(1)));
                                throw ofBlock;
                              })));
          assertThat(group(first).exceptions()).containsExactly(ofTask, ofBlock);
          Throwable second =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(failingAfter(ofSeconds(1), ofTask));
                                await(failingWhenCancelled(ofSeconds(1), ofBlock));
                                return done();
                              })));
          assertThat(group(second).exceptions()).containsExactly(ofTask, ofBlock);
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  // ---- nested

  @Test
  void theGroupOfAnInnerBlockIsOneFailureOfTheOuter() {
    var inner = new IOException("inner");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              outer -> {
                                outer.createTask(cleaningUp(ofHours(1), ofSeconds(1), log));
                                return taskGroup(
                                    group -> {
                                      group.createTask(failingAfter(ofSeconds(1), inner));
                                      await(sleep(ofHours(1)));
                                      return done();
                                    });
                              })));
          List<Throwable> failures = group(thrown).exceptions();
          assertThat(failures).hasSize(1);
          assertThat(group(failures.get(0)).exceptions()).containsExactly(inner);
          assertThat(log).containsExactly("cleaned up at 2");
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Test
  void aFailureInTheOuterGroupCancelsThroughTheInner() {
    var failure = new IOException("outer");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              outer -> {
                                outer.createTask(failingAfter(ofSeconds(1), failure));
                                return taskGroup(
                                    group -> {
                                      group.createTask(cleaningUp(ofHours(1), ofSeconds(1), log));
                                      return done();
                                    });
                              })));
          assertThat(group(thrown).exceptions()).containsExactly(failure);
          assertThat(log).containsExactly("cleaned up at 2");
          assertThat(self().cancelling()).isZero();
          await(sleep(ofSeconds(1)));
          return done();
        });
  }

  @Test
  void groupsInTasksOfGroupsFailThroughAllLevels() {
    var failure = new IOException("leaf");
    Throwable thrown = Scopes.run(() -> failure(() -> level(50, failure)));
    Throwable at = Objects.requireNonNull(thrown);
    for (int i = 0; i <= 50; i++) {
      assertThat(group(at).exceptions()).hasSize(1);
      at = group(at).exceptions().get(0);
    }
    assertThat(at).isSameAs(failure);
  }

  @Async
  private static Coroutine<Void> level(int below, IOException failure) {
    await(
        taskGroup(
            group -> {
              if (below == 0) {
                group.createTask(failingAfter(ofSeconds(1), failure));
              } else {
                group.createTask(level(below - 1, failure));
              }
              group.createTask(after(ofHours(1), "sibling"));
              return done();
            }));
    return done();
  }

  // ---- use

  @Test
  void failuresOfTheGroupAreNotReportedAsNeverRetrieved() {
    Scopes.run(
        () -> {
          EventLoop.running().setExceptionHandler((where, context) -> log.add(context.message()));
          await(
              failure(
                  () ->
                      taskGroup(
                          group -> {
                            group.createTask(failingAfter(ofSeconds(1), new IOException()));
                            return done();
                          })));
          return done();
        });
    assertThat(log).isEmpty();
  }

  @Test
  void afterTheBlockACoroutineIsClosedAndRefused() {
    Scopes.run(
        () -> {
          TaskGroup group = taskGroup();
          await(group.exit(null));
          Coroutine<String> late = after(ofSeconds(1), "late");
          assertThatThrownBy(() -> group.createTask(late))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("TaskGroup[finished] is finished");
          assertThat(late.toString()).contains("finished");
          assertThat(await(failure(() -> late))).hasMessageContaining("cannot reuse");
          return done();
        });
  }

  @Test
  void whileTheGroupShutsDownACoroutineIsClosedAndRefused() {
    Scopes.run(
        () -> {
          await(
              failure(
                  () ->
                      taskGroup(
                          group -> {
                            group.createTask(creatingWhenCancelled(group, log));
                            group.createTask(failingAfter(ofSeconds(1), new IOException("disk")));
                            return done();
                          })));
          assertThat(log)
              .containsExactly("TaskGroup[tasks=1, errors=1, cancelling] is shutting down", "true");
          return done();
        });
  }

  @Async
  private static Coroutine<Void> creatingWhenCancelled(TaskGroup group, List<String> log) {
    try {
      await(sleep(ofHours(1)));
    } finally {
      Coroutine<String> late = after(ofSeconds(1), "late");
      try {
        group.createTask(late);
      } catch (IllegalStateException e) {
        log.add(String.valueOf(e.getMessage()));
        log.add("" + late.toString().contains("finished"));
      }
    }
    return done();
  }

  @Test
  void itSaysWhereItBelongs() {
    assertThatThrownBy(() -> taskGroup())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no running event loop");
    Scopes.run(
        () -> {
          EventLoop.running()
              .callSoon(
                  () ->
                      assertThatThrownBy(() -> taskGroup())
                          .hasMessageContaining("cannot determine the parent task"));
          EventLoop.running().setExceptionHandler((where, context) -> log.add(context.toString()));
          await(sleep(ofSeconds(1)));
          return done();
        });
    assertThat(log).isEmpty();
  }

  @Test
  void leavingTwiceDoesNothingTheSecondTime() {
    Scopes.run(
        () -> {
          TaskGroup group = taskGroup();
          group.createTask(after(ofSeconds(1), "a"));
          await(group.exit(null));
          var pending = new IOException("pending");
          assertThat(await(group.exit(pending))).isSameAs(pending);
          return done();
        });
  }

  @Test
  void aGroupThatNobodyLeftReportsTheFailuresOfItsTasks() {
    var failure = new IOException("lost");
    Scopes.run(
        () -> {
          EventLoop.running().setExceptionHandler((where, context) -> log.add(context.message()));
          Task<Void> careless =
              createTask(
                  called(
                      () -> {
                        taskGroup().createTask(failingAfter(ofSeconds(5), failure));
                        return done();
                      }));
          await(careless);
          await(sleep(ofSeconds(10)));
          return done();
        });
    assertThat(log).hasSize(1);
    assertThat(log.get(0)).contains("has errored out but its parent").contains("already completed");
  }

  @Test
  void theTraceOfTheGroupShowsWhoAwaitedIt() {
    Throwable thrown = Scopes.run(() -> failure(() -> level(0, new IOException("disk"))));
    assertThat(Objects.requireNonNull(thrown).getStackTrace())
        .anyMatch(e -> e.getMethodName().equals("level"))
        .noneMatch(e -> e.getClassName().startsWith("dev.continuo.internal"));
  }
}
