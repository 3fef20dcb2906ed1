package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.ExceptionGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fatal errors in a task group come as they are. */
class TaskGroupFatalErrorTest {

  private final List<String> log = new ArrayList<>();

  @Test
  void aFatalErrorOfTheBlockComesBareWhenTheTasksAreDone() {
    var fatal = new NoClassDefFoundError("Gone");
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
                                throw fatal;
                              })));
          assertThat(thrown).isSameAs(fatal);
          assertThat(log).containsExactly("cleaned up at 4");
          return done();
        });
  }

  @Test
  void aFatalErrorBeatsOtherFailures() {
    var fatal = new StackOverflowError("deep");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(
                                    failingWhenCancelled(ofSeconds(1), new IOException()));
                                await(sleep(ofSeconds(1)));
                                throw fatal;
                              })));
          assertThat(thrown).isSameAs(fatal);
          return done();
        });
  }

  @Test
  void aFatalErrorOfATaskStopsTheLoopAndLeavesTheBlockBare() {
    var fatal = new NoClassDefFoundError("Gone");
    assertThatThrownBy(
            () ->
                Scopes.run(
                    () -> {
                      try {
                        await(
                            taskGroup(
                                group -> {
                                  group.createTask(failingAfter(ofSeconds(1), fatal));
                                  return after(ofHours(1), "block");
                                }));
                      } catch (Throwable t) {
                        log.add("block: " + (t == fatal));
                        throw t;
                      }
                      return done();
                    }))
        .isSameAs(fatal);
    assertThat(log).containsExactly("block: true");
  }

  @Test
  void anAssertionErrorIsNotFatal() {
    var failure = new AssertionError("no");
    Scopes.run(
        () -> {
          Throwable thrown =
              await(
                  failure(
                      () ->
                          taskGroup(
                              group -> {
                                group.createTask(failingAfter(ofSeconds(1), failure));
                                return after(ofHours(1), "block");
                              })));
          assertThat(thrown).isInstanceOf(ExceptionGroup.class).hasCause(failure);
          return done();
        });
  }
}
