package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code taskGroup}: what it waits for, and what it refuses. */
class TaskGroupTest {

  private final List<String> log = new ArrayList<>();

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
}
