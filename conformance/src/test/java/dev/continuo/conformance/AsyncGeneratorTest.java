package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncGenerator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the body of an async generator runs, how it ends, and who may step it; PEP 525. */
class AsyncGeneratorTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  private static Throwable argument(String message) {
    return new IllegalArgumentException(message);
  }

  /** Runs a test's program. */
  private static List<@Nullable Object> run(Coroutine<List<@Nullable Object>> main) {
    return Programs.run(main);
  }

  // ---- next

  @Async
  private AsyncGenerator<Integer> two() {
    log.add("start");
    emit(1);
    log.add("mid");
    emit(2);
    log.add("end");
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> lazySteps() {
    AsyncGenerator<Integer> g = two();
    Awaitable<Integer> first = g.next();
    Awaitable<Integer> second = g.next();
    log.add("asked");
    return value(results(await(second), await(first), await(attempt(g.next()))));
  }

  @Test
  void aStepRunsWhenItIsAwaitedAndInTheOrderOfTheAwaits() {
    assertThat(run(lazySteps())).containsExactly(1, 2, STOPPED);
    assertThat(log).containsExactly("asked", "start", "mid", "end");
  }

  @Async
  private Coroutine<List<@Nullable Object>> oneStepTwice() {
    AsyncGenerator<Integer> g = two();
    Awaitable<Integer> step = g.next();
    return value(results(await(step), await(attempt(step)), await(g.next())));
  }

  @Test
  void aStepCanBeAwaitedOnce() {
    assertThat(run(oneStepTwice()))
        .containsExactly(1, "IllegalStateException: cannot reuse already awaited coroutine", 2);
  }

  @Async
  private Coroutine<List<@Nullable Object>> afterTheEnd() {
    AsyncGenerator<Integer> g = two();
    return value(
        results(
            await(g.next()),
            await(g.next()),
            await(attempt(g.next())),
            await(attempt(g.next())),
            await(attempt(g.send("v"))),
            await(attempt(g.closeAsync())),
            await(attempt(g.closeAsync())),
            await(attempt(g.next()))));
  }

  @Test
  void nothingIsLeftAfterTheEnd() {
    assertThat(run(afterTheEnd()))
        .containsExactly(1, 2, STOPPED, STOPPED, STOPPED, null, null, STOPPED);
    assertThat(log).containsExactly("start", "mid", "end");
  }

  @Async
  private Coroutine<List<@Nullable Object>> throwAfterTheEnd() {
    AsyncGenerator<Integer> g = two();
    await(g.closeAsync());
    return value(results(await(attempt(g.throwInto(argument("late"))))));
  }

  @Test
  void throwIntoAnEndedGeneratorStops() {
    // Python's athrow gives None there, which would be an element here.
    assertThat(run(throwAfterTheEnd())).containsExactly(STOPPED);
  }

  @Async
  private static AsyncGenerator<@Nullable Object> nulls() {
    emit(null);
    await(yieldNow());
    emit(1);
    emit(null);
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> takesNulls() {
    AsyncGenerator<@Nullable Object> g = nulls();
    return value(
        results(await(g.next()), await(g.next()), await(g.next()), await(attempt(g.next()))));
  }

  @Test
  void nullIsAnElementLikeAnother() {
    assertThat(run(takesNulls())).containsExactly(null, 1, null, STOPPED);
  }

  // ---- failures of the body

  @Async
  private static AsyncGenerator<Integer> failing(Throwable failure) throws Throwable {
    emit(1);
    await(sleep(ofSeconds(1)));
    throw failure;
  }

  @Async
  private Coroutine<List<@Nullable Object>> usesFailing(Throwable failure) throws Throwable {
    AsyncGenerator<Integer> g = failing(failure);
    log.add(await(g.next()));
    try {
      log.add(await(g.next(), IOException.class));
    } catch (IOException e) {
      log.add("the same: " + (e == failure));
    }
    return value(
        results(await(attempt(g.next())), await(attempt(g.send("x"))), await(g.closeAsync())));
  }

  @Test
  void aFailureOfTheBodyArrivesAsItIsAndEndsTheGenerator() throws Throwable {
    assertThat(run(usesFailing(new IOException("disk")))).containsExactly(STOPPED, STOPPED, null);
    assertThat(log).containsExactly(1, "the same: true");
  }

  @Async
  private AsyncGenerator<Integer> raisesStop(boolean suspends) {
    emit(1);
    if (suspends) {
      await(yieldNow());
    }
    throw new StopAsyncIteration();
  }

  private static final String RAISED_STOP =
      "IllegalStateException: async generator raised StopAsyncIteration";

  @Async
  private Coroutine<List<@Nullable Object>> stopInTheBody(boolean suspends) {
    AsyncGenerator<Integer> g = raisesStop(suspends);
    return value(results(await(g.next()), await(attempt(g.next())), await(attempt(g.next()))));
  }

  @Test
  void aStopAsyncIterationOfTheBodyIsAFailure() {
    assertThat(run(stopInTheBody(false))).containsExactly(1, RAISED_STOP, STOPPED);
    assertThat(run(stopInTheBody(true))).containsExactly(1, RAISED_STOP, STOPPED);
  }

  @Async
  private Coroutine<List<@Nullable Object>> throwStop() {
    AsyncGenerator<Integer> fresh = two();
    AsyncGenerator<Integer> started = raisesStop(false);
    return value(
        results(
            await(attempt(fresh.throwInto(new StopAsyncIteration()))),
            await(attempt(fresh.next())),
            await(started.next()),
            await(attempt(started.throwInto(new StopAsyncIteration()))),
            await(attempt(started.next()))));
  }

  @Test
  void soIsOneThatIsThrownInto() {
    assertThat(run(throwStop())).containsExactly(RAISED_STOP, STOPPED, 1, RAISED_STOP, STOPPED);
  }

  @Test
  void theStopAsyncIterationIsTheCause() {
    assertThatThrownBy(() -> Programs.run(awaitsAll(raisesStop(true))))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(StopAsyncIteration.class);
  }

  @Async
  private static Coroutine<Integer> awaitsAll(AsyncGenerator<?> g) {
    int n = 0;
    for (Object unused : each(g)) {
      n++;
    }
    return value(n);
  }

  // ---- return

  @Async
  private AsyncGenerator<Integer> returnsInTry() {
    try {
      emit(1);
      if (log.isEmpty()) {
        return done();
      }
      emit(9);
    } finally {
      await(yieldNow());
      log.add("finally");
      emit(2);
      log.add("finally goes on");
    }
    return done();
  }

  @Async
  private static Coroutine<List<@Nullable Object>> all(AsyncGenerator<?> g) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object element : each(g)) {
      seen.add(element);
    }
    return value(seen);
  }

  @Test
  void returnInsideTryFinallyRunsTheFinallyBlockWithItsEmits() {
    assertThat(run(all(returnsInTry()))).containsExactly(1, 2);
    assertThat(log).containsExactly("finally", "finally goes on");
  }

  // ---- one step at a time

  @Async
  private AsyncGenerator<Integer> slow() {
    try {
      for (int n = 1; ; n++) {
        await(sleep(ofSeconds(1)));
        emit(n);
      }
    } finally {
      log.add("closing");
      await(sleep(ofSeconds(1)));
      log.add("closed");
    }
  }

  private static String running(String function) {
    return "IllegalStateException: " + function + "(): asynchronous generator is already running";
  }

  @Async
  private Coroutine<List<@Nullable Object>> concurrent() {
    AsyncGenerator<Integer> g = slow();
    List<@Nullable Object> seen =
        await(
            gather(
                List.of(
                    attempt(g.next()),
                    attempt(g.next()),
                    attempt(g.send("x")),
                    attempt(g.throwInto(argument("x"))),
                    attempt(g.closeAsync()))));
    List<@Nullable Object> all = new ArrayList<>(seen);
    all.add(await(g.next()));
    return value(all);
  }

  @Test
  void stepsOfOtherTasksAreRefusedWhileOneRuns() {
    assertThat(run(concurrent()))
        .containsExactly(
            1, running("next"), running("send"), running("throwInto"), running("closeAsync"), 2);
  }

  @Async
  private Coroutine<List<@Nullable Object>> whileClosing() {
    AsyncGenerator<Integer> g = slow();
    await(g.next());
    List<@Nullable Object> seen =
        await(gather(List.of(attempt(g.closeAsync()), attempt(g.next()), attempt(g.closeAsync()))));
    List<@Nullable Object> all = new ArrayList<>(seen);
    all.add(await(attempt(g.next())));
    return value(all);
  }

  @Test
  void stepsAreRefusedWhileTheGeneratorIsBeingClosed() {
    assertThat(run(whileClosing()))
        .containsExactly(null, running("next"), running("closeAsync"), STOPPED);
    assertThat(log).containsExactly("closing", "closed");
  }

  private @Nullable AsyncGenerator<@Nullable Object> self;

  private AsyncGenerator<@Nullable Object> self() {
    if (self == null) {
      throw new AssertionError("set by the test");
    }
    return self;
  }

  @Async
  private AsyncGenerator<@Nullable Object> usesItself() {
    emit(await(attempt(self().next())));
    emit(await(attempt(self().send(1))));
    emit(await(attempt(self().throwInto(argument("x")))));
    emit(await(attempt(self().closeAsync())));
    log.add("survives");
    return done();
  }

  @Test
  void aBodyCannotStepItsOwnGenerator() {
    self = usesItself();
    assertThat(run(all(self)))
        .containsExactly(
            running("next"), running("send"), running("throwInto"), running("closeAsync"));
    assertThat(log).containsExactly("survives");
  }

  @Async
  private AsyncGenerator<@Nullable Object> loopsOverItself() {
    for (Object element : each(self())) {
      emit(element);
    }
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> nextTwice(AsyncGenerator<?> g) {
    return value(results(await(attempt(g.next())), await(attempt(g.next()))));
  }

  @Test
  void aBodyThatLoopsOverItsOwnGeneratorFailsAndHasEnded() {
    self = loopsOverItself();
    assertThat(run(nextTwice(self))).containsExactly(running("next"), STOPPED);
  }
}
