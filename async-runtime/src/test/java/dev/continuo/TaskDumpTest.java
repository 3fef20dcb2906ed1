package dev.continuo;

import static dev.continuo.Continuo.createTask;
import static dev.continuo.Continuo.gather;
import static dev.continuo.Continuo.shield;
import static dev.continuo.Continuo.sleep;
import static dev.continuo.Continuo.taskGroup;
import static dev.continuo.Continuo.waitUntil;
import static dev.continuo.Continuo.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.sync.AsyncLock;
import dev.continuo.sync.AsyncQueue;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for what, as a tree and as records. */
@Timeout(120)
class TaskDumpTest {

  private final Runner runner = Runner.virtualTime().handleShutdown(false);

  /** What a second task sees once everything waits. */
  private TaskDump dumpOf(Script.Body main) {
    AtomicReference<@Nullable TaskDump> seen = new AtomicReference<>();
    try (runner) {
      runner
          .loop()
          .callLater(
              Duration.ofSeconds(1),
              () -> {
                seen.set(EventLoop.running().snapshot());
                EventLoop.running().stop();
              });
      try {
        runner.run(Script.of("main", main));
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("Event loop stopped before Future completed.");
      }
    }
    return Objects.requireNonNull(seen.get());
  }

  private static Script<Object> sleeper(String name) {
    return Script.of(name, s -> s.await(sleep(Duration.ofMinutes(1)), v -> v));
  }

  private static TaskDump.Entry entry(TaskDump dump, String name) {
    return dump.tasks().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aTaskStandsBelowTheOneThatAwaitsIt() {
    TaskDump dump =
        dumpOf(
            s -> {
              Task<Object> worker = createTask(sleeper("work"), "worker");
              return s.await(worker, v -> v);
            });

    assertThat(dump.toText())
        .isEqualTo(
            """
            Task-1 (pending) awaits worker; awaited by run
            │   at dev.continuo.Script.main(Script.java)
            └─ worker (pending) awaits sleep for another 59 s
                   at dev.continuo.Script.work(Script.java)
            """);
    assertThat(entry(dump, "worker").awaitedBy())
        .containsExactly(new TaskDump.Link(1, "Task-1", ""));
    assertThat(dump.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void gatherStandsBetweenTheTasks() {
    TaskDump dump =
        dumpOf(
            s ->
                s.await(
                    gather(List.of(createTask(sleeper("a"), "a"), createTask(sleeper("b"), "b"))),
                    v -> v));

    assertThat(dump.toText())
        .isEqualTo(
            """
            Task-1 (pending) awaits gather of 2, of which 2 are pending; awaited by run
            │   at dev.continuo.Script.main(Script.java)
            └─ gather of 2, of which 2 are pending
               ├─ a (pending) awaits sleep for another 59 s
               │      at dev.continuo.Script.a(Script.java)
               └─ b (pending) awaits sleep for another 59 s
                      at dev.continuo.Script.b(Script.java)
            """);
  }

  @Test
  void aGroupStandsBetweenItsOwnerAndItsTasksEvenBeforeItIsLeft() {
    TaskDump dump =
        dumpOf(
            s ->
                s.await(
                    taskGroup(
                        group ->
                            Script.of(
                                "body",
                                t -> {
                                  group.createTask(sleeper("child"), "child");
                                  return t.await(sleep(Duration.ofMinutes(2)), v -> v);
                                })),
                    v -> v));

    assertThat(dump.toText())
        .contains("Task-1 (pending) awaits sleep for another 119 s")
        .contains("at dev.continuo.Script.body", "at dev.continuo.Continuo.taskGroup")
        .contains("└─ TaskGroup[tasks=1, entered]\n   └─ child (pending) awaits sleep");
  }

  @Test
  void whoLeavesAGroupAwaitsTheGroup() {
    TaskDump dump =
        dumpOf(
            s ->
                s.await(
                    taskGroup(
                        group ->
                            Script.of(
                                t -> {
                                  group.createTask(sleeper("child"), "child");
                                  return null;
                                })),
                    v -> v));

    assertThat(entry(dump, "Task-1").awaits()).isEqualTo("TaskGroup[tasks=1, entered]");
  }

  @Test
  void waitUntilAndShieldAreNamed() {
    TaskDump dump =
        dumpOf(
            s -> {
              Task<Object> a = createTask(sleeper("a"), "a");
              Task<Object> b =
                  createTask(
                      Script.of("b", t -> t.await(shield(createTask(sleeper("c"), "c")), v -> v)),
                      "b");
              return s.await(waitUntil(ReturnWhen.ALL_COMPLETED, Set.of(a, b)), v -> v);
            });

    assertThat(entry(dump, "Task-1").awaits()).isEqualTo("waitUntil of 2, of which 2 are pending");
    assertThat(entry(dump, "a").awaitedBy())
        .containsExactly(new TaskDump.Link(1, "Task-1", "waitUntil"));
    assertThat(entry(dump, "c").awaitedBy())
        .extracting(TaskDump.Link::name, TaskDump.Link::through)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("b", "shield"));
  }

  @Test
  void aQueueIsNamedByItsToString() {
    AsyncQueue<String> queue = AsyncQueue.fifo(3);
    TaskDump dump = dumpOf(s -> s.await(queue.get(), v -> v));

    assertThat(entry(dump, "Task-1").awaits()).isEqualTo(queue.toString());
  }

  @Test
  void aLockIsNamedByItsToString() {
    AsyncLock lock = new AsyncLock();
    TaskDump dump =
        dumpOf(
            s ->
                s.await(
                    lock.acquire(),
                    v -> {
                      createTask(Script.of(t -> t.await(lock.acquire(), w -> w)), "second");
                      return s.await(sleep(Duration.ofMinutes(3)), w -> w);
                    }));

    assertThat(entry(dump, "second").awaits()).contains("AsyncLock");
  }

  @Test
  void racesAndMapsAreNamed() {
    TaskDump dump =
        dumpOf(
            s -> {
              createTask(
                  Script.of(
                      t -> t.await(Continuo.race(List.of(createTask(sleeper("a"), "a"))), v -> v)),
                  "racing");
              createTask(
                  Script.of(
                      t ->
                          t.await(
                              Continuo.mapConcurrent(List.of(1, 2), 2, i -> sleeper("item")),
                              v -> v)),
                  "mapping");
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(dump.toText())
        .contains("racing (pending) awaits race of 1\n", "└─ race\n   └─ a (pending)")
        .contains("mapping (pending) awaits mapConcurrent, of which 2 run\n")
        .contains("└─ mapConcurrent\n   ├─ Task-");
  }

  @Test
  void othersWhoWaitAreNamed() {
    TaskDump dump =
        dumpOf(
            s -> {
              Task<Object> task = createTask(sleeper("a"), "a");
              var unused = task.toCompletableFuture();
              task.addDoneCallback(
                  new java.util.function.Consumer<AsyncFuture<Object>>() {
                    @Override
                    public void accept(AsyncFuture<Object> done) {}

                    @Override
                    public String toString() {
                      return "my callback";
                    }
                  });
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(dump.toText()).contains("; awaited by a CompletableFuture, my callback\n");
  }

  @Test
  void aCycleIsCalledOne() {
    TaskDump dump =
        dumpOf(
            s -> {
              AtomicReference<@Nullable Task<?>> second = new AtomicReference<>();
              Task<Object> first =
                  createTask(Script.of("one", t -> t.await(second.get(), v -> v)), "one");
              second.set(createTask(Script.of("two", t -> t.await(first, v -> v)), "two"));
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(dump.toText())
        .contains(
            """
            one (pending) awaits two
            │   at dev.continuo.Script.one(Script.java)
            └─ two (pending) awaits one
               │   at dev.continuo.Script.two(Script.java)
               └─ one (a cycle: it is awaited by what it awaits)
            """);
  }

  @Test
  void aTaskThatTwoAwaitIsToldOnce() {
    TaskDump dump =
        dumpOf(
            s -> {
              Task<Object> shared = createTask(sleeper("shared"), "shared");
              createTask(Script.of(t -> t.await(shared, v -> v)), "x");
              createTask(Script.of(t -> t.await(shared, v -> v)), "y");
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(dump.toText())
        .containsOnlyOnce("shared (pending)")
        .contains("└─ shared (see above)");
  }

  @Test
  void deepChainsAreCutAndGoOnBelow() {
    TaskDump dump =
        dumpOf(
            s -> {
              Task<Object> last = createTask(sleeper("end"), "end");
              for (int i = 0; i < 300; i++) {
                Task<Object> next = last;
                last = createTask(Script.of(t -> t.await(next, v -> v)));
              }
              return s.await(last, v -> v);
            });

    assertThat(dump.toText()).contains("(see below)").containsOnlyOnce("end (pending)");
    assertThat(dump.tasks()).hasSize(302);
    assertThat(dump.toText().lines().mapToInt(String::length).max().orElseThrow()).isLessThan(200);
  }

  @Test
  void statesAreToldApart() {
    AtomicReference<@Nullable TaskDump> seen = new AtomicReference<>();
    try (runner) {
      runner.<@Nullable Object>run(
          Script.of(
              "main",
              s -> {
                Task<Object> stubborn =
                    createTask(
                        Script.of(
                            t ->
                                t.await(
                                    sleep(Duration.ofDays(1)),
                                    v -> v,
                                    e -> t.await(sleep(Duration.ofSeconds(5)), v -> v))),
                        "stubborn");
                return s.await(
                    yieldNow(),
                    v -> {
                      stubborn.cancel();
                      return s.await(
                          sleep(Duration.ofSeconds(1)),
                          w -> {
                            createTask(sleeper("new"), "new");
                            seen.set(EventLoop.running().snapshot());
                            return null;
                          });
                    });
              }));
    }
    TaskDump dump = Objects.requireNonNull(seen.get());

    assertThat(entry(dump, "stubborn").state()).isEqualTo(TaskDump.State.CANCELLING);
    assertThat(entry(dump, "new").state()).isEqualTo(TaskDump.State.NOT_STARTED);
    assertThat(entry(dump, "Task-1").state()).isEqualTo(TaskDump.State.RUNNING);
    assertThat(entry(dump, "Task-1").stack().get(0).getMethodName()).contains("statesAreToldApart");
    assertThat(dump.toText()).contains("new (not started)\n").contains("Task-1 (running)");
  }

  @Test
  void toStringOfTheUserMayFailOrBeLong() {
    TaskDump dump =
        dumpOf(
            s -> {
              createTask(Script.of(t -> t.await(named(null), v -> v)), "fails");
              createTask(Script.of(t -> t.await(named("x".repeat(5000)), v -> v)), "long");
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(entry(dump, "fails").awaits()).contains("whose toString fails");
    assertThat(Objects.requireNonNull(entry(dump, "long").awaits())).hasSizeLessThan(300);
  }

  private static CompletableFuture<Object> named(@Nullable String text) {
    return saying(
        () -> {
          if (text == null) {
            throw new IllegalStateException("no name");
          }
          return text;
        });
  }

  private static CompletableFuture<Object> saying(Supplier<@Nullable String> text) {
    return new CompletableFuture<>() {
      @Override
      @SuppressWarnings("NullAway") // the mistake that is tested
      public String toString() {
        return text.get();
      }
    };
  }

  @Test
  void toStringOfTheUserMayGiveNullOrAnError() {
    TaskDump dump =
        dumpOf(
            s -> {
              createTask(Script.of(t -> t.await(saying(() -> null), v -> v)), "null");
              createTask(
                  Script.of(
                      t ->
                          t.await(
                              saying(
                                  () -> {
                                    throw new NoClassDefFoundError("missing");
                                  }),
                              v -> v)),
                  "error");
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(entry(dump, "null").awaits()).contains("whose toString fails");
    assertThat(entry(dump, "error").awaits()).contains("whose toString fails");
  }

  @Test
  void jsonHasTheSameAndSurvivesTrickyNames() {
    String tricky = "a \"quoted\"\n\\name\\ é \u0001";
    TaskDump dump =
        dumpOf(
            s -> {
              Task<Object> worker = createTask(sleeper("work"), tricky);
              return s.await(worker, v -> v);
            });

    assertThat(dump.toJson())
        .isEqualTo(
            "{\"nanos\":1000000000,\"total\":2,\"tasks\":["
                + "{\"id\":1,\"name\":\"Task-1\",\"state\":\"pending\","
                + "\"awaits\":\"a \\\"quoted\\\"\\n\\\\name\\\\ \\u00e9 \\u0001\","
                + "\"awaitedBy\":[{\"id\":0,\"name\":\"run\",\"through\":\"\"}],"
                + "\"stack\":[{\"class\":\"dev.continuo.Script\",\"method\":\"main\","
                + "\"file\":\"Script.java\",\"line\":-1}]},"
                + "{\"id\":2,\"name\":\"a \\\"quoted\\\"\\n\\\\name\\\\ \\u00e9 \\u0001\","
                + "\"state\":\"pending\",\"awaits\":\"sleep for another 59 s\","
                + "\"awaitedBy\":[{\"id\":1,\"name\":\"Task-1\",\"through\":\"\"}],"
                + "\"stack\":[{\"class\":\"dev.continuo.Script\",\"method\":\"work\","
                + "\"file\":\"Script.java\",\"line\":-1}]}],\"blocked\":null}");
  }

  @Test
  void aLoopWithoutTasksSaysSo() {
    try (runner) {
      assertThat(runner.loop().dump()).isEqualTo("no tasks\n");
      assertThat(runner.loop().snapshot().toJson())
          .isEqualTo("{\"nanos\":0,\"total\":0,\"tasks\":[],\"blocked\":null}");
    }
  }

  @Test
  void manyTasksAreBounded() {
    TaskDump dump =
        dumpOf(
            s -> {
              for (int i = 0; i < 1500; i++) {
                createTask(sleeper("many"));
              }
              return s.await(sleep(Duration.ofMinutes(3)), v -> v);
            });

    assertThat(dump.total()).isEqualTo(1501);
    assertThat(dump.tasks()).hasSize(1000);
    assertThat(dump.toText()).endsWith("… and 501 more tasks\n");
  }
}
