package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the loop does with generators that nobody closed. */
class GeneratorsAndTheLoopTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  /** Generators that outlive the program. */
  private final List<AsyncGenerator<?>> kept = new ArrayList<>();

  @Async
  private AsyncGenerator<String> left(String name, @Nullable RuntimeException failure) {
    try {
      emit(name);
    } finally {
      log.add(name + " closing");
      await(sleep(ofSeconds(1)));
      log.add(name + " closed");
      if (failure != null) {
        rethrow(failure);
      }
    }
    return done();
  }

  private static void rethrow(RuntimeException failure) {
    throw failure;
  }

  private void logFailures() {
    EventLoop.running()
        .setExceptionHandler(
            (loop, context) ->
                log.add(
                    context.message() + ": " + text(Objects.requireNonNull(context.exception()))));
  }

  // ---- shutdown

  @Async
  private Coroutine<String> leavesThreeOpen() {
    logFailures();
    for (String name : List.of("a", "b", "c")) {
      AsyncGenerator<String> g =
          left(name, name.equals("b") ? new IllegalArgumentException("b fails") : null);
      kept.add(g);
      await(g.next());
    }
    return value("main done");
  }

  @Test
  void generatorsLeftOpenAreClosedAtShutdownOldestFirstAndAtTheSameTime() {
    EventLoop loop;
    try (Runner runner = Runner.virtualTime().handleShutdown(false)) {
      loop = runner.loop();
      log.add(runner.run(leavesThreeOpen()));
      assertThat(log).containsExactly("main done");
    }
    assertThat(log)
        .containsExactly(
            "main done",
            "a closing",
            "b closing",
            "c closing",
            "a closed",
            "b closed",
            "c closed",
            "an error occurred during closing of asynchronous generator:"
                + " IllegalArgumentException: b fails");
    assertThat(loop.isClosed()).isTrue();
    assertThat(loop.time()).isEqualTo(ofSeconds(1).toNanos());
  }

  @Async
  private AsyncGenerator<Integer> usesTheLoop() {
    try {
      emit(1);
    } finally {
      log.add("loop closed: " + EventLoop.running().isClosed());
      log.add(await(createTask(sleep(ofSeconds(1), "task"))));
      log.add(await(toThread(() -> "thread")));
    }
    return done();
  }

  @Async
  private Coroutine<Integer> opens(AsyncGenerator<Integer> g) {
    kept.add(g);
    return value(await(g.next()));
  }

  @Test
  void theLoopIsOpenAndItsExecutorAtWorkWhileGeneratorsAreClosed() {
    Programs.run(opens(usesTheLoop()));
    assertThat(log).containsExactly("loop closed: false", "task", "thread");
  }

  @Async
  private Coroutine<String> consumes(AsyncGenerator<String> g) {
    for (String s : each(g)) {
      log.add("got " + s);
      try {
        await(sleep(ofHours(1)));
      } finally {
        log.add("consumer cancelled");
      }
    }
    return value("");
  }

  @Async
  private Coroutine<String> leavesATask() {
    AsyncGenerator<String> g = left("g", null);
    kept.add(g);
    createTask(consumes(g));
    await(sleep(ofSeconds(1)));
    return value("");
  }

  @Test
  void tasksAreCancelledBeforeGeneratorsAreClosed() {
    Programs.run(leavesATask());
    assertThat(log).containsExactly("got g", "consumer cancelled", "g closing", "g closed");
  }

  @Async
  private AsyncGenerator<String> outer(AsyncGenerator<String> inner) {
    try {
      emitAll(inner);
    } finally {
      log.add("outer");
    }
    return done();
  }

  @Async
  private Coroutine<String> leaves(AsyncGenerator<String> g) {
    logFailures();
    kept.add(g);
    return value(await(g.next()));
  }

  @Test
  void anInnerGeneratorIsClosedByItsOuterOneOnly() {
    Programs.run(leaves(outer(left("inner", null))));
    assertThat(log).containsExactly("inner closing", "inner closed", "outer");
  }

  @Test
  void aGeneratorThatIsAResourceOfAnotherIsClosedByThatOneOnly() {
    Programs.run(leaves(loops(left("inner", null))));
    assertThat(log).containsExactly("inner closing", "inner closed", "outer");
  }

  @Async
  private AsyncGenerator<String> loops(AsyncGenerator<String> inner) {
    try (AsyncGenerator<String> source = inner) {
      for (String s : each(source)) {
        emit(s);
      }
    } finally {
      log.add("outer");
    }
    return done();
  }

  @Async
  private AsyncGenerator<String> ignoring() {
    while (true) {
      try {
        emit("x");
      } catch (dev.continuo.GeneratorExit e) {
        log.add("ignored");
      }
    }
  }

  @Test
  void aGeneratorThatIgnoresTheExitIsReportedAtShutdown() {
    Programs.run(leaves(ignoring()));
    assertThat(log)
        .containsExactly(
            "ignored",
            "an error occurred during closing of asynchronous generator:"
                + " IllegalStateException: async generator ignored GeneratorExit");
  }

  @Async
  private AsyncGenerator<Integer> hangs() {
    try {
      emit(1);
    } finally {
      await(sleep(ofHours(1)));
      log.add("not here");
    }
    return done();
  }

  @Test
  void theWaitAtShutdownIsBounded() {
    try (LogCapture logged = new LogCapture()) {
      Programs.run(opens(hangs()));
      assertThat(logged.messages())
          .contains(
              "async generators did not end within PT30S after they were closed; they are left"
                  + " behind");
    }
    assertThat(log).isEmpty();
  }

  @Async
  private AsyncGenerator<Integer> spins() {
    try {
      emit(1);
    } finally {
      while (log.isEmpty()) {
        await(yieldNow());
      }
    }
    return done();
  }

  @Test
  void theWaitIsBoundedEvenIfOneKeepsAVirtualClockFromMoving() {
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = Runner.virtualTime().shutdownTimeout(ofMillis(100))) {
        runner.run(opens(spins()));
      }
      assertThat(logged.messages())
          .anyMatch(m -> m.startsWith("async generators did not end within PT0.1S"));
    }
  }

  @Async
  private Coroutine<String> leavesNothing() {
    AsyncGenerator<String> ended = left("ended", null);
    AsyncGenerator<String> closed = left("closed", null);
    AsyncGenerator<String> fresh = left("fresh", null);
    kept.addAll(List.of(ended, closed, fresh));
    await(ended.next());
    await(attempt(ended.next()));
    await(closed.next());
    await(closed.closeAsync());
    log.clear();
    return value("");
  }

  @Test
  void generatorsThatEndedOrNeverStartedAreLeftAloneAtShutdown() {
    Programs.run(leavesNothing());
    assertThat(log).isEmpty();
  }

  // ---- shutdownAsyncGenerators

  @Async
  private Coroutine<List<@Nullable Object>> shutsDownByHand() {
    logFailures();
    AsyncGenerator<String> a = left("a", null);
    AsyncGenerator<String> b = left("b", new IllegalArgumentException("b fails"));
    await(a.next());
    await(b.next());
    await(EventLoop.running().shutdownAsyncGenerators());
    log.add("shut down");
    await(EventLoop.running().shutdownAsyncGenerators());
    return value(results(await(attempt(a.next())), await(attempt(b.next()))));
  }

  @Test
  void aProgramMayCloseEveryOpenGeneratorItself() {
    assertThat(Programs.run(shutsDownByHand())).containsExactly(STOPPED, STOPPED);
    assertThat(log)
        .containsExactly(
            "a closing",
            "b closing",
            "a closed",
            "b closed",
            "an error occurred during closing of asynchronous generator:"
                + " IllegalArgumentException: b fails",
            "shut down");
  }

  @Async
  private AsyncGenerator<Integer> running() {
    await(sleep(ofSeconds(5)));
    emit(1);
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> shutsDownWhileOneRuns() {
    logFailures();
    AsyncGenerator<Integer> g = running();
    var step = createTask(attempt(g.next()));
    await(yieldNow());
    await(EventLoop.running().shutdownAsyncGenerators());
    return value(results(await(step), await(attempt(g.next()))));
  }

  @Test
  void aGeneratorInTheMiddleOfAStepIsReportedNotClosed() {
    assertThat(Programs.run(shutsDownWhileOneRuns())).containsExactly(1, STOPPED);
    assertThat(log)
        .containsExactly(
            "an error occurred during closing of asynchronous generator: IllegalStateException:"
                + " closeAsync(): asynchronous generator is already running");
  }

  // ---- dropped half-way

  @Async
  private static Coroutine<String> startAndDrop(Supplier<AsyncGenerator<String>> source) {
    for (String s : each(source.get())) {
      return value(s);
    }
    return value("empty");
  }

  /** Collects garbage until {@code last} was logged, or not for a long time. */
  @Async
  private Coroutine<List<@Nullable Object>> drops(
      Supplier<AsyncGenerator<String>> source, String last) {
    logFailures();
    log.add("got " + await(startAndDrop(source)));
    for (int i = 0; i < 500 && !log.contains(last); i++) {
      System.gc();
      await(sleep(ofSeconds(1)));
    }
    log.add("main done");
    return value(log);
  }

  @Test
  void aGeneratorThatIsDroppedHalfWayIsClosedByTheLoop() {
    assertThat(Programs.run(drops(() -> left("g", null), "g closed")))
        .containsExactly("got g", "g closing", "g closed", "main done");
  }

  @Test
  void whatADroppedGeneratorHoldsIsClosedWithIt() {
    assertThat(Programs.run(drops(() -> outer(left("inner", null)), "outer")))
        .containsExactly("got inner", "inner closing", "inner closed", "outer", "main done");
  }

  @Test
  void aDroppedGeneratorClosesItsResources() {
    assertThat(Programs.run(drops(() -> loops(left("inner", null)), "outer")))
        .containsExactly("got inner", "inner closing", "inner closed", "outer", "main done");
  }

  @Test
  void aDroppedGeneratorThatIgnoresTheExitIsReportedAndForgotten() {
    Programs.run(drops(() -> ignoring(), "ignored"));
    assertThat(log).filteredOn("ignored"::equals).hasSize(1);
    assertThat(log).last().asString().contains("async generator ignored GeneratorExit");
  }

  @Test
  void debugModeReportsADroppedGenerator() {
    try (LogCapture logged = new LogCapture()) {
      try (Runner runner = Runner.virtualTime().handleShutdown(false).debug(true)) {
        runner.run(drops(() -> left("g", null), "g closed"));
      }
      assertThat(logged.messages())
          .contains(
              "async generator dev.continuo.conformance.GeneratorsAndTheLoopTest.left was dropped"
                  + " before its end; the loop closes it now: use try-with-resources");
    }
  }

  @Async
  private Coroutine<List<@Nullable Object>> keeps() {
    AsyncGenerator<String> g = left("g", null);
    await(g.next());
    for (int i = 0; i < 5; i++) {
      System.gc();
      await(sleep(ofSeconds(1)));
    }
    log.add("still open");
    return value(results(await(attempt(g.next()))));
  }

  @Test
  void aGeneratorThatIsHeldIsNotClosed() {
    assertThat(Programs.run(keeps())).containsExactly(STOPPED);
    assertThat(log).containsExactly("still open", "g closing", "g closed");
  }
}
