package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** start: Trio's nursery.start. */
class TaskGroupStartTest {

  private final List<String> log = new ArrayList<>();

  @Async
  private Coroutine<@Nullable Void> server(TaskGroup.Status<Integer> status) {
    log.add("starting at " + seconds());
    await(sleep(ofSeconds(1)));
    status.started(8080);
    await(sleep(ofSeconds(4)));
    log.add("stopped at " + seconds());
    return done();
  }

  @Test
  void itWaitsUntilTheTaskIsReadyAndTheTaskGoesOn() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            log.add("port " + await(group.start(this::server)) + " at " + seconds());
          }
          assertThat(log).containsExactly("starting at 0", "port 8080 at 1", "stopped at 5");
          return done();
        });
  }

  @Test
  void aFailureBeforeItIsReadyIsThrownByStartAndNotByTheGroup() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            Task<String> other = group.createTask(after(ofSeconds(5), "other"));
            log.add(
                ""
                    + await(
                        attempt(
                            group.<Integer>start(
                                status -> {
                                  await(sleep(ofSeconds(1)));
                                  throw new IOException("no port");
                                }))));
            log.add(await(other));
          }
          assertThat(log).containsExactly("IOException: no port", "other");
          return done();
        });
  }

  @Test
  void aFailureAfterThatIsOneOfTheGroup() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            await(
                group.<Integer>start(
                    status -> {
                      status.started(1);
                      await(sleep(ofSeconds(1)));
                      throw new IOException("later");
                    }));
            log.add("started");
            await(sleep(ofHours(1)));
          } catch (ExceptionGroup e) {
            log.add(e.exceptions().get(0).getMessage() + " at " + seconds());
          }
          assertThat(log).containsExactly("started", "later at 1");
          return done();
        });
  }

  @Test
  void aTaskThatEndsWithoutBeingReadyIsAnError() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            log.add("" + await(attempt(group.<Integer>start(status -> done()))));
          }
          assertThat(log)
              .containsExactly(
                  "IllegalStateException: the task has ended without calling started()");
          return done();
        });
  }

  @Test
  void cancellingTheStartCancelsTheTaskAndWaitsForIt() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            Task<Integer> starting =
                createTask(
                    group.<Integer>start(
                        status -> {
                          await(cleaningUp(ofHours(1), ofSeconds(2), log));
                          return done();
                        }));
            await(sleep(ofSeconds(1)));
            starting.cancel("enough");
            log.add("" + await(attempt(starting)));
          }
          assertThat(log).containsExactly("cleaned up at 3", "CancelledError: enough");
          return done();
        });
  }

  @Test
  void aTaskThatIsReadyOnlyAfterThatIsHeardByNobody() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            Task<Integer> starting =
                createTask(
                    group.<Integer>start(
                        status -> {
                          try {
                            await(sleep(ofHours(1)));
                          } finally {
                            status.started(1);
                          }
                          return done();
                        }));
            await(sleep(ofSeconds(1)));
            starting.cancel();
            log.add("" + await(attempt(starting)));
          }
          assertThat(log).containsExactly("CancelledError");
          return done();
        });
  }

  @Test
  void aTaskIsReadyOnce() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            await(
                group.<Integer>start(
                    status -> {
                      status.started(1);
                      assertThatThrownBy(() -> status.started(2))
                          .isInstanceOf(IllegalStateException.class)
                          .hasMessage("started() was called already");
                      return done();
                    }));
          }
          return done();
        });
  }

  @Test
  void theTaskHasAName() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            String name =
                await(
                    group.<String>start(
                        status -> {
                          await(yieldNow());
                          status.started(self().name());
                          return done();
                        },
                        "the server"));
            assertThat(name).isEqualTo("the server");
          }
          return done();
        });
  }

  @Test
  void itIsLazy() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            Coroutine<Integer> start = group.start(this::server);
            await(sleep(ofSeconds(1)));
            assertThat(log).isEmpty();
            start.close();
          }
          assertThat(seconds()).isEqualTo(1);
          return done();
        });
  }

  @Test
  void aGroupThatIsFinishedStartsNothing() {
    Scopes.run(
        () -> {
          TaskGroup group = taskGroup();
          await(group.exit(null));
          assertThat(await(attempt(group.start(this::server))))
              .isEqualTo("IllegalStateException: TaskGroup[finished] is finished");
          assertThat(log).isEmpty();
          return done();
        });
  }

  @Test
  void theGroupsOwnFailureCancelsATaskThatIsNotReady() {
    Scopes.run(
        () -> {
          try (var group = taskGroup()) {
            group.createTask(failingAfter(ofSeconds(1), new IOException("other")));
            await(group.<Integer>start(status -> sleep(ofHours(1))));
          } catch (ExceptionGroup e) {
            log.add(e.exceptions() + " at " + seconds());
          }
          assertThat(log).containsExactly("[java.io.IOException: other] at 1");
          return done();
        });
  }
}
