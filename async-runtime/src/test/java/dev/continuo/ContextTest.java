package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.toThread;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** asyncio's rules of which code sees which context variables. */
class ContextTest {

  private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");
  private static final ContextVar<Integer> BARE = new ContextVar<>("bare");

  private final List<String> log = new ArrayList<>();

  private void inFreshContext(Runnable test) {
    Context.empty().run(test);
  }

  @Test
  void aVariableHasItsValueElseTheFallbackElseTheDefault() {
    inFreshContext(
        () -> {
          assertThat(USER.get()).isEqualTo("nobody");
          assertThat(USER.get("fallback")).isEqualTo("fallback");
          assertThatThrownBy(BARE::get).isInstanceOf(NoSuchElementException.class);
          BARE.set(1);
          USER.set("ann");
          assertThat(BARE.get()).isEqualTo(1);
          assertThat(USER.get()).isEqualTo("ann");
          assertThat(USER.get("fallback")).isEqualTo("ann");
        });
    assertThat(USER.get()).isEqualTo("nobody");
  }

  @Test
  void resetRestoresWhatWasBeforeOnce() {
    inFreshContext(
        () -> {
          ContextVar.Token<String> first = USER.set("ann");
          ContextVar.Token<String> second = USER.set("bob");
          assertThat(second.oldValue()).isEqualTo("ann");
          assertThat(first.oldValue()).isNull();
          USER.reset(second);
          assertThat(USER.get()).isEqualTo("ann");
          USER.reset(first);
          assertThat(USER.get()).isEqualTo("nobody");
          assertThatThrownBy(() -> USER.reset(first)).isInstanceOf(IllegalStateException.class);
        });
  }

  @Test
  void aTokenOfAnotherVariableOrContextIsRefused() {
    inFreshContext(
        () -> {
          ContextVar<String> other = new ContextVar<>("other");
          ContextVar.Token<String> token = USER.set("ann");
          assertThatThrownBy(() -> other.reset(token)).isInstanceOf(IllegalArgumentException.class);
          inFreshContext(
              () ->
                  assertThatThrownBy(() -> USER.reset(token))
                      .isInstanceOf(IllegalArgumentException.class)
                      .hasMessageContaining("different Context"));
        });
  }

  @Test
  void manyVariablesKeepTheirValues() {
    inFreshContext(
        () -> {
          List<ContextVar<Integer>> variables = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            ContextVar<Integer> variable = new ContextVar<>("v" + i);
            variables.add(variable);
            variable.set(i);
          }
          Context before = Context.copyOfCurrent();
          for (int i = 0; i < 100; i += 2) {
            variables.get(i).set(-i);
          }
          for (int i = 0; i < 100; i++) {
            assertThat(variables.get(i).get()).isEqualTo(i % 2 == 0 ? -i : i);
            assertThat(before.get(variables.get(i))).isEqualTo(i);
          }
          assertThat(before.asMap()).hasSize(100);
        });
  }

  @Test
  void aContextKeepsWhatIsSetInItAndCannotBeEnteredTwice() throws Exception {
    Context context = Context.empty();
    context.run(() -> USER.set("ann"));
    Callable<String> read = USER::get;

    assertThat(context.call(read)).isEqualTo("ann");
    assertThat(context.contains(USER)).isTrue();
    assertThat(context.contains(BARE)).isFalse();
    assertThat(context.asMap()).isEqualTo(Map.of(USER, "ann"));
    Context copy = context.copy();
    copy.run(() -> USER.set("bob"));
    assertThat(context.get(USER)).isEqualTo("ann");
    assertThatThrownBy(() -> context.run(() -> context.run(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already entered");
  }

  @Test
  void aTaskRunsInACopyOfTheContextThatCreatedIt() {
    Programs.run(
        s -> {
          USER.set("creator");
          Task<Object> task =
              createTask(
                  Script.of(
                      t -> {
                        log.add(USER.get());
                        USER.set("task");
                        return t.await(yieldNow(), v -> log.add(USER.get()));
                      }));
          USER.set("creator later");
          return s.await(task, v -> log.add(USER.get()));
        });

    assertThat(log).containsExactly("creator", "task", "creator later");
  }

  @Test
  void aDirectlyAwaitedCoroutineSharesItsCallersContext() {
    Programs.run(
        s -> {
          USER.set("caller");
          return s.await(
              Script.of(
                  t -> {
                    log.add(USER.get());
                    return t.await(
                        yieldNow(),
                        v -> {
                          USER.set("callee");
                          return null;
                        });
                  }),
              v -> log.add(USER.get()));
        });

    assertThat(log).containsExactly("caller", "callee");
  }

  @Test
  void aTaskMayBeGivenAContextWhichItThenChanges() {
    Context given = Context.empty();
    Programs.run(
        s -> {
          Task<Object> task =
              createTask(
                  Script.of(
                      t -> {
                        USER.set("task");
                        return null;
                      }),
                  null,
                  given);
          assertThat(task.context()).isSameAs(given);
          return s.await(task, v -> v);
        });

    assertThat(given.get(USER)).isEqualTo("task");
  }

  @Test
  void theContextOfATaskIsItsOwnObject() {
    Programs.run(
        s -> {
          Task<Object> task = createTask(Script.of(t -> t.await(yieldNow(), v -> USER.get())));
          return s.await(
              Script.of(t -> t.await(EventLoopTurn.half(), v -> v)),
              v -> {
                task.context().run(() -> USER.set("from outside"));
                return s.await(task, w -> log.add("" + w));
              });
        });

    assertThat(log).containsExactly("from outside");
  }

  /** Lets the tasks that are ready make one step. */
  private static final class EventLoopTurn {
    static Coroutine<Void> half() {
      return yieldNow();
    }
  }

  @Test
  void aCallbackRunsInACopyOfTheContextThatScheduledIt() {
    Programs.run(
        s -> {
          USER.set("scheduler");
          EventLoop.running().callSoon(() -> log.add(USER.get()));
          EventLoop.running()
              .callSoon(
                  () -> {
                    USER.set("callback");
                    log.add(USER.get());
                  });
          EventLoop.running().callLater(Duration.ofSeconds(1), () -> log.add(USER.get()));
          USER.set("scheduler later");
          return s.await(sleep(Duration.ofSeconds(2)), v -> log.add(USER.get()));
        });

    assertThat(log).containsExactly("scheduler", "callback", "scheduler", "scheduler later");
  }

  @Test
  void aBlockingCallSeesTheContextOfItsCaller() {
    Object seen =
        Programs.run(
            s -> {
              USER.set("caller");
              return s.await(
                  toThread(
                      () -> {
                        String before = USER.get();
                        USER.set("thread");
                        return before;
                      }),
                  v -> v + " " + USER.get());
            });

    assertThat(seen).isEqualTo("caller caller");
  }

  @Test
  void theRunsOfARunnerShareAContext() {
    Programs.with(
        runner -> {
          runner.run(Script.of(s -> USER.set("first run")));
          assertThat(runner.<String>run(Script.of(s -> USER.get()))).isEqualTo("first run");
          assertThat(runner.context().get(USER)).isEqualTo("first run");
          Context own = Context.empty();
          assertThat(runner.<String>run(Script.of(s -> USER.get()), own)).isEqualTo("nobody");
        });
    assertThat(USER.get()).isEqualTo("nobody");
  }
}
