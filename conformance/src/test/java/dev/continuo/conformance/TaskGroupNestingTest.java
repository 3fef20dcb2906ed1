package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Task groups in task groups. */
class TaskGroupNestingTest {

  private final List<String> log = new ArrayList<>();

  private static ExceptionGroup group(@Nullable Throwable failure) {
    assertThat(failure).isInstanceOf(ExceptionGroup.class);
    assertThat(failure).hasMessageStartingWith("unhandled errors in a TaskGroup (");
    return (ExceptionGroup) Objects.requireNonNull(failure);
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

  @Test
  void theTraceOfTheGroupShowsWhoAwaitedIt() {
    Throwable thrown = Scopes.run(() -> failure(() -> level(0, new IOException("disk"))));
    assertThat(Objects.requireNonNull(thrown).getStackTrace())
        .anyMatch(e -> e.getMethodName().equals("level"))
        .noneMatch(e -> e.getClassName().startsWith("dev.continuo.internal"));
  }
}
