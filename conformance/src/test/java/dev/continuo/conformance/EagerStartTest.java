package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Scopes.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** createTask with eagerStart: CPython 3.14's eager_start. */
class EagerStartTest {

  private static final ContextVar<String> USER = new ContextVar<>("user");

  private final List<String> log = new ArrayList<>();

  @Async
  private Coroutine<String> logged(String name) {
    log.add(name + " begins in " + self().name());
    await(sleep(ofSeconds(1)));
    log.add(name + " ends");
    return value(name);
  }

  private static <T> Task<T> eager(Coroutine<T> coroutine) {
    return createTask(coroutine, "eager", null, true);
  }

  @Test
  void itRunsToItsFirstSuspensionAtOnce() {
    Scopes.run(
        () -> {
          Task<?> outer = self();
          Task<String> task = eager(logged("a"));
          log.add("created");
          assertThat(self()).isSameAs(outer);
          assertThat(await(task)).isEqualTo("a");
          assertThat(log).containsExactly("a begins in eager", "created", "a ends");
          return done();
        });
  }

  @Test
  void oneThatDoesNotSuspendIsDone() {
    Scopes.run(
        () -> {
          Task<Integer> task = eager(value(1));
          assertThat(task.done()).isTrue();
          assertThat(task.result()).isEqualTo(1);
          assertThat(allTasks()).hasSize(1);
          return done();
        });
  }

  @Async
  private static Coroutine<String> fails() {
    throw new IllegalArgumentException("x");
  }

  @Test
  void aFailureStaysInTheTask() {
    Scopes.run(
        () -> {
          Task<String> task = eager(fails());
          assertThat(task.exception()).isInstanceOf(IllegalArgumentException.class);
          return done();
        });
  }

  @Async
  private static Coroutine<String> setsUser() {
    USER.set("eager");
    await(yieldNow());
    return value(USER.get());
  }

  @Test
  void itHasAContextOfItsOwn() {
    Scopes.run(
        () -> {
          USER.set("outer");
          Task<String> task = eager(setsUser());
          assertThat(USER.get()).isEqualTo("outer");
          assertThat(await(task)).isEqualTo("eager");
          assertThat(USER.get()).isEqualTo("outer");
          return done();
        });
  }

  @Async
  private Coroutine<Integer> nested(int depth) {
    log.add("in " + depth);
    if (depth > 0) {
      Task<Integer> inner = eager(nested(depth - 1));
      log.add("out " + depth);
      return value(1 + await(inner));
    }
    await(yieldNow());
    return value(0);
  }

  @Test
  void eagerTasksNest() {
    Scopes.run(
        () -> {
          assertThat(await(eager(nested(2)))).isEqualTo(2);
          assertThat(log).containsExactly("in 2", "in 1", "in 0", "out 1", "out 2");
          return done();
        });
  }

  @Test
  void veryDeepNestingDoesNotOverflowTheStack() {
    Scopes.run(
        () -> {
          assertThat(await(eager(nested(100_000)))).isEqualTo(100_000);
          return done();
        });
  }

  @Async
  private Coroutine<String> cancelsItself() {
    self().cancel("me");
    log.add("asked");
    await(yieldNow());
    return value("not here");
  }

  @Test
  void itMayBeCancelledWhileItStarts() {
    Scopes.run(
        () -> {
          Task<String> task = eager(cancelsItself());
          assertThat(task.done()).isFalse();
          await(yieldNow());
          await(yieldNow());
          assertThat(task.cancelled()).isTrue();
          assertThat(log).containsExactly("asked");
          return done();
        });
  }

  @Test
  void withoutALoopThereIsNone() {
    Coroutine<Integer> coroutine = value(1);
    assertThatThrownBy(() -> eager(coroutine))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no running event loop");
  }
}
