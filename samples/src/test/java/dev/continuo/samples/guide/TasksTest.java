package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static dev.continuo.ReturnWhen.FIRST_COMPLETED;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Awaitable;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.ExceptionGroup;
import dev.continuo.Outcome;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.WaitResult;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/tasks-and-gather.md. */
class TasksTest {

  @Async
  static Coroutine<String> download(String page) {
    await(sleep(ofSeconds(1)));
    if (page.isEmpty()) {
      throw new IllegalArgumentException("no page");
    }
    return value("<" + page + ">");
  }

  // Tasks

  @Async
  static Coroutine<String> twoPages() {
    Task<String> first = createTask(download("first"));
    Task<String> second = createTask(download("second"));
    return value(await(first) + await(second)); // after one second
  }

  @Test
  void tasksRunAtTheSameTime() throws Exception {
    Transcript t =
        Transcript.ofRunner(runner -> System.out.println(runner.<String>run(twoPages())));

    assertThat(t.lines()).containsExactly("<first><second>");
    assertThat(t.elapsed()).isEqualTo(ofSeconds(1));
  }

  // gather

  @Async
  static Coroutine<List<String>> allPages(List<String> names) {
    List<Coroutine<String>> downloads = new ArrayList<>();
    for (String name : names) {
      downloads.add(download(name));
    }
    return value(await(gather(downloads))); // in the order of the names
  }

  record Profile(String name, int age) {}

  @Async
  static Coroutine<Profile> profile() {
    return value(await(gather(name(), age(), Profile::new)));
  }

  @Async
  static Coroutine<String> name() {
    await(sleep(ofMillis(300)));
    return value("ann");
  }

  @Async
  static Coroutine<Integer> age() {
    await(sleep(ofMillis(200)));
    return value(42);
  }

  @Test
  void gatherKeepsTheOrder() {
    assertThat(TasksTest.<List<String>>ran(allPages(List.of("a", "b", "c"))))
        .containsExactly("<a>", "<b>", "<c>");
    assertThat(TasksTest.<Profile>ran(profile())).isEqualTo(new Profile("ann", 42));
  }

  @Test
  void theFirstFailureOfAGatherIsPassedOn() {
    assertThatThrownBy(() -> ran(allPages(List.of("a", ""))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no page");
  }

  @Async
  static Coroutine<Void> report() {
    for (Outcome<String> outcome : await(gatherOutcomes(download("a"), download("")))) {
      if (outcome.succeeded()) {
        System.out.println(outcome.get());
      } else {
        System.out.println("failed: " + outcome.failure());
      }
    }
    return done();
  }

  @Test
  void outcomesTellHowEachOneEnded() throws Exception {
    assertThat(Transcript.ofCoroutine(report()).lines())
        .containsExactly("<a>", "failed: java.lang.IllegalArgumentException: no page");
  }

  // waitUntil

  @Async
  static Coroutine<String> fastest(List<Task<String>> mirrors) {
    WaitResult<Task<String>> result = await(waitUntil(FIRST_COMPLETED, mirrors));
    for (Task<String> slow : result.pending()) {
      slow.cancel();
    }
    return value(result.done().iterator().next().result());
  }

  @Async
  static Coroutine<String> mirror(String name, int seconds) {
    await(sleep(ofSeconds(seconds)));
    return value(name);
  }

  @Async
  static Coroutine<String> raceOfMirrors() {
    Task<String> near = createTask(mirror("near", 1));
    Task<String> far = createTask(mirror("far", 5));
    String winner = await(fastest(List.of(far, near)));
    await(yieldNow()); // the loser gets its CancelledError
    return value(winner + " " + far.cancelled());
  }

  @Test
  void theFastestWins() {
    assertThat(TasksTest.<String>ran(raceOfMirrors())).isEqualTo("near true");
  }

  // Task groups

  @Async
  static Coroutine<String> bothPages() {
    return value(
        await(
            taskGroup(
                group -> {
                  Task<String> one = group.createTask(download("one"));
                  Task<String> two = group.createTask(download("two"));
                  return value(await(one) + ", " + await(two));
                })));
  }

  @Async
  static Coroutine<String> brokenPages() {
    try {
      await(
          taskGroup(
              group -> {
                group.createTask(download("one"));
                group.createTask(download(""));
                return done();
              }));
      return value("all there");
    } catch (ExceptionGroup e) {
      return value("failed: " + e.exceptions());
    }
  }

  @Test
  void aGroupWaitsForItsTasksAndGathersTheirFailures() {
    String one = TasksTest.<String>ran(download("one"));
    String two = TasksTest.<String>ran(download("two"));
    assertThat(TasksTest.<String>ran(bothPages())).isEqualTo(one + ", " + two);
    assertThat(TasksTest.<String>ran(brokenPages()))
        .isEqualTo("failed: [java.lang.IllegalArgumentException: no page]");
  }

  @Async
  static Coroutine<String> anyMirror() {
    return race(download("mirror 1"), download("mirror 2"));
  }

  @Async
  static Coroutine<String> asTheyCome(List<Coroutine<String>> downloads) {
    StringBuilder all = new StringBuilder();
    for (Awaitable<String> next : asCompleted(downloads, ofSeconds(10))) {
      all.append(await(next)); // or what that download failed with
    }
    return value(all.toString());
  }

  @Async
  static Coroutine<List<String>> downloadAll(List<String> names) {
    return mapConcurrent(names, 8, name -> download(name)); // in the order of the names
  }

  @Async
  static Coroutine<Void> everyMinute(LongConsumer check) {
    for (long minute : each(ticker(ofMinutes(1)))) {
      check.accept(minute); // 0, 1, 2 …
    }
    return done();
  }

  @Test
  void otherWaysToWait() {
    assertThat(TasksTest.<String>ran(anyMirror())).isEqualTo("<mirror 1>");
    assertThat(TasksTest.<String>ran(asTheyCome(List.of(download("a"), download("b")))))
        .isEqualTo("<a><b>");
    assertThat(TasksTest.<List<String>>ran(downloadAll(List.of("a", "b"))))
        .containsExactly("<a>", "<b>");
    List<String> checks = new ArrayList<>();
    ran(timeoutOrNull(ofMinutes(3), () -> everyMinute(minute -> checks.add("check " + minute))));
    assertThat(checks).containsExactly("check 0", "check 1");
  }

  @Async
  static Coroutine<Integer> withServer() {
    try (var group = taskGroup()) {
      int port = await(group.<Integer>start(status -> serve(status)));
      return value(port);
    }
  }

  @Async
  static Coroutine<@Nullable Void> serve(TaskGroup.Status<Integer> status) {
    await(sleep(ofSeconds(1))); // opens its port
    status.started(8080);
    await(sleep(ofSeconds(5))); // serves
    return done();
  }

  @Test
  void aTaskThatSaysThatItIsReady() {
    assertThat(TasksTest.<Integer>ran(withServer())).isEqualTo(8080);
  }

  // Context variables

  static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

  @Async
  static Coroutine<String> whoami() {
    await(yieldNow());
    return value(USER.get());
  }

  @Async
  static Coroutine<List<String>> threeUsers() {
    USER.set("ann");
    Task<String> ann = createTask(whoami()); // copies the context as it is now
    USER.set("ben");
    Task<String> ben = createTask(whoami());
    return value(List.of(await(ann), await(ben), await(whoami())));
  }

  @Test
  void everyTaskHasItsContext() {
    assertThat(TasksTest.<List<String>>ran(threeUsers())).containsExactly("ann", "ben", "ben");
  }

  private static <T> T ran(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime()) {
      return runner.run(main);
    }
  }
}
