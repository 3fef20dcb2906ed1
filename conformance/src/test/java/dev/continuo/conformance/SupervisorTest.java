package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.ExceptionGroup;
import dev.continuo.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** supervisor: a task group in which a failure stops nothing. */
class SupervisorTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void aFailureStopsNeitherTheOthersNorTheBlock() {
    IOException failure = new IOException("x");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          supervisor(
                              group -> {
                                group.createTask(failingAfter(ofSeconds(1), failure));
                                Task<String> other = group.createTask(after(ofSeconds(5), "b"));
                                await(sleep(ofSeconds(2)));
                                log.add("block at " + seconds());
                                log.add(await(other));
                                return done();
                              })));
          assertThat(log).containsExactly("block at 2", "b");
          assertThat(thrown)
              .isInstanceOf(ExceptionGroup.class)
              .hasMessage("unhandled errors in a supervisor (1 sub-exception)");
          assertThat(((ExceptionGroup) thrown).exceptions()).containsExactly(failure);
          assertThat(seconds()).isEqualTo(5);
          return done();
        });
  }

  @Test
  void allFailuresAreThrownTogetherInTheOrderOfCreation() {
    IOException one = new IOException("1");
    IOException two = new IOException("2");
    Scopes.run(
        () -> {
          try (var group = supervisor()) {
            group.createTask(failingAfter(ofSeconds(2), one));
            group.createTask(failingAfter(ofSeconds(1), two));
          } catch (ExceptionGroup e) {
            assertThat(e.exceptions()).containsExactly(one, two);
            log.add("at " + seconds());
          }
          assertThat(log).containsExactly("at 2");
          assertThat(self().cancelling()).isZero();
          return done();
        });
  }

  @Test
  void withoutFailuresItIsLikeATaskGroup() {
    Scopes.run(
        () -> {
          assertThat(
                  (Object)
                      await(
                          supervisor(
                              group -> {
                                group.createTask(cleaningUp(ofSeconds(3), ofSeconds(0), log));
                                return value("result");
                              })))
              .isEqualTo("result");
          assertThat(log).containsExactly("cleaned up at 3");
          return done();
        });
  }

  @Test
  void aFailureOfTheBlockCancelsTheTasks() {
    IOException failure = new IOException("block");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          supervisor(
                              group -> {
                                group.createTask(cleaningUp(ofHours(1), ofSeconds(1), log));
                                await(sleep(ofSeconds(1)));
                                return failingAfter(ofSeconds(1), failure);
                              })));
          assertThat(((ExceptionGroup) thrown).exceptions()).containsExactly(failure);
          assertThat(log).containsExactly("cleaned up at 3");
          return done();
        });
  }

  @Test
  void aCancellationFromOutsideCancelsTheTasks() {
    Scopes.run(
        () -> {
          Task<?> task =
              createTask(
                  supervisor(
                      group -> {
                        group.createTask(cleaningUp(ofHours(1), ofSeconds(1), log));
                        return sleep(ofHours(2));
                      }));
          await(sleep(ofSeconds(1)));
          task.cancel("enough");
          assertThat(await(attempt(task))).isEqualTo("CancelledError: enough");
          assertThat(log).containsExactly("cleaned up at 2");
          return done();
        });
  }

  @Test
  void aFatalErrorComesBare() {
    Scopes.run(
        () -> {
          LinkageError fatal = new LinkageError("x");
          Throwable thrown =
              await(
                  failure(
                      () ->
                          supervisor(
                              group -> {
                                throw fatal;
                              })));
          assertThat(thrown).isSameAs(fatal);
          return done();
        });
  }

  @Test
  void itSaysWhatItIs() {
    Scopes.run(
        () -> {
          try (var group = supervisor()) {
            group.createTask(after(ofSeconds(1), "a"));
            assertThat(group).hasToString("Supervisor[tasks=1, entered]");
          }
          return done();
        });
  }
}
