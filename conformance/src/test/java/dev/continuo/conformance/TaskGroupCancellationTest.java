package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A task group whose block is cancelled. */
class TaskGroupCancellationTest {

  private final List<String> log = new ArrayList<>();

  /** Runs {@code body} as a task, cancels it at the given seconds, and gives what it threw. */
  @Async
  private static Coroutine<@Nullable Throwable> cancelledAt(
      TaskGroup.Body<String> body, Integer... seconds) {
    Task<String> task = createTask(taskGroup(body), "parent");
    for (int at : seconds) {
      EventLoop.running().callAt(ofSeconds(at).toNanos(), () -> task.cancel("at " + at));
    }
    return failure(() -> joined(task));
  }

  // ---- from outside

  @Test
  void aCancelWhileTheBlockAwaitsCancelsTheTasksAndGoesOn() {
    Throwable thrown =
        Scopes.run(
            () ->
                cancelledAt(
                    group -> {
                      group.createTask(cleaningUp(ofHours(1), ofSeconds(3), log));
                      return after(ofHours(1), "block");
                    },
                    2));
    assertThat(thrown).isInstanceOf(CancelledError.class).hasMessage("at 2");
    assertThat(log).containsExactly("cleaned up at 5");
  }

  @Test
  void aCancelWhileTheBlockIsBeingLeftCancelsTheTasksAndGoesOn() {
    Throwable thrown =
        Scopes.run(
            () ->
                cancelledAt(
                    group -> {
                      group.createTask(cleaningUp(ofHours(1), ofSeconds(3), log));
                      return value("left");
                    },
                    2));
    assertThat(thrown).isInstanceOf(CancelledError.class).hasMessage("at 2");
    assertThat(log).containsExactly("cleaned up at 5");
  }

  @Test
  void theTasksAreWaitedForHoweverOftenTheBlockIsCancelled() {
    Throwable thrown =
        Scopes.run(
            () ->
                cancelledAt(
                    group -> {
                      group.createTask(cleaningUp(ofHours(1), ofSeconds(10), log));
                      group.createTask(cleaningUp(ofHours(1), ofSeconds(20), log));
                      return after(ofHours(1), "block");
                    },
                    1,
                    2,
                    3,
                    4));
    assertThat(thrown).isInstanceOf(CancelledError.class);
    assertThat(log).containsExactly("cleaned up at 11", "cleaned up at 21");
  }

  @Test
  void aTaskThatFailsBecauseItIsCancelledBeatsTheCancellation() {
    var failure = new IOException("cleanup");
    Throwable thrown =
        Scopes.run(
            () ->
                cancelledAt(
                    group -> {
                      group.createTask(failingWhenCancelled(ofSeconds(1), failure));
                      return after(ofHours(1), "block");
                    },
                    2));
    assertThat(thrown).isInstanceOf(ExceptionGroup.class).hasCause(failure);
  }

  @Async
  private static Coroutine<String> afterTheGroup(TaskGroup.Body<String> body, List<String> log) {
    Task<?> self = self();
    try {
      await(taskGroup(body));
    } catch (ExceptionGroup e) {
      log.add("group of " + e.exceptions().size() + ", cancelling " + self.cancelling());
    }
    try {
      await(sleep(ofSeconds(1)));
      log.add("goes on");
    } catch (CancelledError e) {
      log.add("cancelled at " + seconds());
      throw e;
    }
    return value("end");
  }

  @Test
  void theCancellationThatTheGroupBeatComesAtTheNextAwait() {
    Scopes.run(
        () -> {
          Task<String> task =
              createTask(
                  afterTheGroup(
                      group -> {
                        group.createTask(failingWhenCancelled(ofSeconds(1), new IOException()));
                        return after(ofHours(1), "block");
                      },
                      log));
          EventLoop.running().callLater(ofSeconds(2), () -> task.cancel());
          assertThat(await(failure(() -> joined(task)))).isInstanceOf(CancelledError.class);
          assertThat(log).containsExactly("group of 1, cancelling 1", "cancelled at 3");
          return done();
        });
  }

  @Test
  void aCancelAfterATaskFailedIsNotLost() {
    Scopes.run(
        () -> {
          Task<String> task =
              createTask(
                  afterTheGroup(
                      group -> {
                        group.createTask(cleaningUp(ofHours(1), ofSeconds(9), log));
                        group.createTask(failingAfter(ofSeconds(1), new IOException()));
                        return after(ofHours(1), "block");
                      },
                      log));
          EventLoop.running().callLater(ofSeconds(5), () -> task.cancel());
          assertThat(await(failure(() -> joined(task)))).isInstanceOf(CancelledError.class);
          assertThat(log)
              .containsExactly("cleaned up at 10", "group of 1, cancelling 1", "cancelled at 10");
          return done();
        });
  }

  @Async
  private static Coroutine<Void> failingAndCancelledAtOnce(
      boolean cancelIsFirst, List<String> log) {
    Task<String> task =
        createTask(
            afterTheGroup(
                group -> {
                  group.createTask(failingAfter(ofSeconds(1), new IOException()));
                  return after(ofHours(1), "block");
                },
                log));
    if (!cancelIsFirst) {
      await(yieldNow()); // now the block has started
      await(yieldNow()); // and its task too
    }
    EventLoop.running().callLater(ofSeconds(1), () -> task.cancel());
    assertThat(await(failure(() -> joined(task)))).isInstanceOf(CancelledError.class);
    return done();
  }

  @Test
  void aCancelInTheTickInWhichATaskIsAboutToFailCancelsThatTask() {
    Programs.run(failingAndCancelledAtOnce(true, log));
    assertThat(log).isEmpty();
  }

  @Test
  void aCancelInTheTickInWhichATaskFailsIsNotLost() {
    Programs.run(failingAndCancelledAtOnce(false, log));
    assertThat(log).containsExactly("group of 1, cancelling 1", "cancelled at 1");
  }

  @Test
  void aTaskThatFailsWithoutACancelFromOutsideLeavesNoCancellation() {
    Scopes.run(
        () -> {
          await(
              afterTheGroup(
                  group -> {
                    group.createTask(failingAfter(ofSeconds(1), new IOException()));
                    return after(ofHours(1), "block");
                  },
                  log));
          assertThat(log).containsExactly("group of 1, cancelling 0", "goes on");
          return done();
        });
  }

  @Test
  void aRequestThatWasThereBeforeIsKeptAndDeliveredAgain() {
    Scopes.run(
        () -> {
          Task<String> task =
              createTask(
                  called(
                      () -> {
                        try {
                          await(sleep(ofHours(1)));
                        } catch (CancelledError e) {
                          log.add("swallowed");
                        }
                        return afterTheGroup(
                            group -> {
                              group.createTask(failingAfter(ofSeconds(1), new IOException()));
                              return after(ofHours(1), "block");
                            },
                            log);
                      }));
          EventLoop.running().callLater(ofSeconds(2), () -> task.cancel());
          assertThat(await(failure(() -> joined(task)))).isInstanceOf(CancelledError.class);
          assertThat(log)
              .containsExactly("swallowed", "group of 1, cancelling 1", "cancelled at 3");
          return done();
        });
  }

  @Test
  void aBlockThatSwallowsACancelFromOutsideGoesOn() {
    Scopes.run(
        () -> {
          Task<String> task =
              createTask(
                  taskGroup(
                      group -> {
                        group.createTask(after(ofSeconds(9), "child"));
                        try {
                          await(sleep(ofHours(1)));
                        } catch (CancelledError e) {
                          log.add("swallowed");
                        }
                        return value("result");
                      }));
          EventLoop.running().callLater(ofSeconds(2), () -> task.cancel());
          assertThat(await(task)).isEqualTo("result");
          assertThat(seconds()).isEqualTo(9);
          assertThat(log).containsExactly("swallowed");
          return done();
        });
  }

  @Test
  void aBlockCancelledBeforeItsFirstStepMakesNoGroup() {
    Scopes.run(
        () -> {
          Task<String> task =
              createTask(
                  taskGroup(
                      group -> {
                        log.add("not here");
                        return value("not here");
                      }));
          task.cancel();
          assertThat(await(failure(() -> joined(task)))).isInstanceOf(CancelledError.class);
          assertThat(log).isEmpty();
          return done();
        });
  }

  @Test
  void theCancelledErrorOfAFutureOfTheBlockGoesOn() {
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                Task<String> child = group.createTask(after(ofHours(1), "child"));
                                EventLoop.running().callLater(ofSeconds(1), () -> child.cancel());
                                return value(await(child));
                              })));
          assertThat(thrown).isInstanceOf(CancelledError.class);
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  // ---- with time limits

  @Test
  void aLimitAroundAGroupCancelsItsTasks() {
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          withTimeout(
                              ofSeconds(10),
                              () ->
                                  taskGroup(
                                      group -> {
                                        group.createTask(cleaningUp(ofHours(1), ofSeconds(1), log));
                                        return value("left");
                                      }))));
          assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
          assertThat(log).containsExactly("cleaned up at 11");
          return done();
        });
  }

  @Test
  void aLimitInATaskFailsTheGroupLikeAnyOtherException() {
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(
                                    withTimeout(ofSeconds(1), () -> after(ofHours(1), "slow")));
                                return after(ofHours(1), "block");
                              })));
          assertThat(thrown).isInstanceOf(ExceptionGroup.class);
          assertThat(thrown).hasCauseInstanceOf(DeadlineExceededException.class);
          return done();
        });
  }
}
