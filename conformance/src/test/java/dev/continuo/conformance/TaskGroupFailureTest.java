package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
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

/** What a failure in a task group does. */
class TaskGroupFailureTest {

  private final List<String> log = new ArrayList<>();

  private static ExceptionGroup group(@Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(ExceptionGroup.class);
    assertThat(failure).hasMessageStartingWith("unhandled errors in a TaskGroup (");
    return (ExceptionGroup) Objects.requireNonNull(failure);
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
}
