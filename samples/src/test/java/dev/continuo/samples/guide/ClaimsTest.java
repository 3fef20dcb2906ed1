package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the pages say in words. */
class ClaimsTest {

  private final List<String> events = new ArrayList<>();

  // awaiting.md

  @Async
  @SuppressWarnings("NullAway") // does not look at the bounds of type variables
  private Coroutine<@Nullable String> nothing() {
    return value(null);
  }

  @Async
  @SuppressWarnings("NullAway") // the mistake that is tested
  private Coroutine<String> returnsNull() {
    await(yieldNow());
    return null;
  }

  @Test
  void aResultMayBeNullButNotTheCoroutine() {
    assertThat(ran(nothing())).isNull();
    assertThatThrownBy(() -> ran(returnsNull()))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("value(null)");
  }

  @Async
  private Coroutine<Void> failsAtOnce() {
    throw new IllegalStateException("at once");
  }

  @Test
  void anExceptionBeforeTheFirstAwaitComesOutOfTheAwait() {
    Coroutine<Void> coroutine = failsAtOnce();
    assertThatThrownBy(() -> ran(coroutine)).hasMessage("at once");
  }

  @Async
  private Coroutine<Void> innermost() {
    await(sleep(ofSeconds(1)));
    throw new IllegalStateException("inside");
  }

  @Async
  private Coroutine<Void> middle() {
    await(innermost());
    return done();
  }

  @Async
  private Coroutine<Void> outermost() {
    await(middle());
    return done();
  }

  @Test
  void theTraceShowsTheAwaitingMethodsInOrder() {
    assertThatThrownBy(() -> ran(outermost()))
        .satisfies(
            e ->
                assertThat(methodsOf(e))
                    .containsSubsequence("innermost", "middle", "outermost")
                    .noneMatch(name -> name.contains("$async")));
  }

  private static List<String> methodsOf(Throwable e) {
    List<String> names = new ArrayList<>();
    for (StackTraceElement element : e.getStackTrace()) {
      names.add(element.getMethodName());
    }
    return names;
  }

  // The void row of the table, and failures that nobody sees

  @Async
  private void background() {
    await(sleep(ofSeconds(1)));
    events.add("background");
    throw new IllegalStateException("unseen");
  }

  @Async
  private Coroutine<Void> startsBackground() {
    List<String> messages = new ArrayList<>();
    EventLoop.running()
        .setExceptionHandler((loop, context) -> messages.add(String.valueOf(context.exception())));
    background();
    events.add("started");
    await(sleep(ofSeconds(2)));
    events.addAll(messages);
    return done();
  }

  @Test
  void aVoidMethodIsATaskWhoseFailureGoesToTheHandler() {
    ran(startsBackground());
    assertThat(events)
        .containsExactly("started", "background", "java.lang.IllegalStateException: unseen");
  }

  @Async
  private Coroutine<Void> ignoresItsTask() {
    createTask(failsAtOnce());
    await(sleep(ofSeconds(1)));
    return done();
  }

  @Test
  void aFailureThatNobodyAskedForIsLoggedAtTheEndOfTheRun() throws Exception {
    assertThat(Transcript.ofCoroutine(ignoresItsTask()).lines())
        .anyMatch(line -> line.startsWith("log: ") && line.contains("never retrieved"));
  }

  // cancellation-and-timeouts.md

  @Async
  private Coroutine<Void> eventually() {
    events.add("ran");
    await(sleep(ofSeconds(1)));
    return done();
  }

  @Async
  private Coroutine<Boolean> cancelsBeforeTheStart() {
    Task<Void> task = createTask(eventually());
    task.cancel();
    await(sleep(ofSeconds(1)));
    return value(task.cancelled());
  }

  @Test
  void aTaskThatIsCancelledBeforeItStartsNeverRuns() {
    assertThat(ran(cancelsBeforeTheStart())).isTrue();
    assertThat(events).isEmpty();
  }

  @Async
  private Coroutine<Void> endless() {
    try {
      while (true) {
        await(sleep(ofSeconds(1)));
      }
    } finally {
      events.add("cleaned up");
    }
  }

  @Async
  private Coroutine<Void> leavesATask() {
    createTask(endless());
    await(sleep(ofSeconds(1)));
    return done();
  }

  @Test
  void runCancelsWhatIsLeft() {
    ran(leavesATask());
    assertThat(events).containsExactly("cleaned up");
  }

  @Async
  private Coroutine<Void> awaitsStage(CompletableFuture<String> stage) {
    await(stage);
    return done();
  }

  @Async
  private Coroutine<Boolean> cancelsTheAwaiter(CompletableFuture<String> stage) {
    Task<Void> awaiter = createTask(awaitsStage(stage));
    await(yieldNow());
    awaiter.cancel();
    await(yieldNow());
    await(yieldNow());
    return value(awaiter.cancelled());
  }

  @Test
  void cancellingATaskCancelsTheCompletableFutureThatItAwaits() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(run(cancelsTheAwaiter(stage)).booleanValue()).isTrue();
    assertThat(stage).isCancelled();
  }

  // threads-and-completablefuture.md

  @Async
  private CompletableFuture<String> sleeps() {
    await(sleep(ofMillis(1)));
    return value("slept");
  }

  @Async
  private Coroutine<String> awaitsSleeps() {
    return value(await(sleeps()));
  }

  @Test
  void withoutALoopThereIsNoSleepWithOneThereIs() {
    assertThatThrownBy(() -> sleeps().get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .rootCause()
        .hasMessageContaining("no running event loop");
    assertThat(ran(awaitsSleeps())).isEqualTo("slept");
  }

  @Async
  private CompletableFuture<String> waits(
      CompletableFuture<String> stage, AtomicReference<@Nullable Throwable> seen) {
    try {
      return value(await(stage));
    } catch (CancelledError e) {
      seen.set(e);
      throw e;
    }
  }

  @Test
  void cancellingTheFutureDeliversACancelledErrorToTheBody() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();

    CompletableFuture<String> result = waits(stage, seen);
    result.cancel(true);

    assertThat(result).isCancelled();
    assertThat(stage).isCancelled();
    assertThat(seen.get()).isInstanceOf(CancelledError.class);
  }

  // troubleshooting.md

  @Test
  void theMessagesOfTheTable() {
    assertThatThrownBy(() -> createTask(value(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no running event loop");
    EventLoop closed = EventLoop.create();
    closed.close();
    assertThatThrownBy(() -> closed.callSoon(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Event loop is closed");
  }

  @Async
  private Coroutine<String> fromAForeignThread() {
    EventLoop loop = EventLoop.running();
    return value(
        await(
            toThread(
                () -> {
                  try {
                    loop.callSoon(() -> {});
                    return "accepted";
                  } catch (IllegalStateException e) {
                    return String.valueOf(e.getMessage());
                  }
                })));
  }

  @Test
  void aCallFromAForeignThreadIsRefused() {
    String message = run(fromAForeignThread());
    assertThat(message).contains("callSoonThreadsafe");
  }

  @Async
  private Coroutine<Void> blocks() {
    long end = System.nanoTime() + ofMillis(150).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return done();
  }

  @Test
  void debugModeLogsASlowStep() throws Exception {
    Transcript t = Transcript.ofRealTime(args -> run(blocks(), true));
    assertThat(t.lines()).anyMatch(line -> line.startsWith("log: ") && line.contains("took"));
  }

  private static <T extends @Nullable Object> T ran(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime()) {
      return runner.run(main);
    }
  }
}
