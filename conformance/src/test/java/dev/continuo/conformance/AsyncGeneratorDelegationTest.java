package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.GeneratorExit;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code emitAll} in an AsyncGenerator. Python has no {@code yield from} there: the rules are those
 * of PEP 380, as in {@link GeneratorDelegationTest}. See also {@link AsyncGeneratorSourcesTest}.
 */
class AsyncGeneratorDelegationTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  /** Whether the inner generators await around their emits. */
  private boolean suspends;

  private static Throwable argument(String message) {
    return new IllegalArgumentException(message);
  }

  @Async
  private Coroutine<@Nullable Void> pause() {
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    return done();
  }

  /** Sends each object, throws it if it is a Throwable, closes if it is "close". */
  @Async
  private static Coroutine<List<@Nullable Object>> steps(
      AsyncGenerator<?> g, @Nullable Object... steps) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object step : steps) {
      Awaitable<?> awaitable =
          step instanceof Throwable failure
              ? g.throwInto(failure)
              : "close".equals(step) ? g.closeAsync() : g.send(step);
      seen.add(await(attempt(awaitable)));
    }
    return value(seen);
  }

  private static List<@Nullable Object> run(AsyncGenerator<?> g, @Nullable Object... steps) {
    return Programs.run(steps(g, steps));
  }

  @Async
  private AsyncGenerator<String> inner() {
    try {
      await(pause());
      log.add("inner got " + emit("i1"));
      await(pause());
      log.add("inner got " + emit("i2"));
    } finally {
      await(pause());
      log.add("inner finally");
    }
    return done();
  }

  @Async
  @SuppressWarnings("NullAway") // emitAll(null) is tested
  private AsyncGenerator<@Nullable Object> outer(@Nullable Object source) {
    try {
      emitAll(source);
      log.add("outer goes on");
      log.add("outer got " + emit("o"));
    } catch (IllegalArgumentException | NullPointerException e) {
      log.add("outer caught " + e.getMessage());
      emit("after");
    } finally {
      await(pause());
      log.add("outer finally");
    }
    return done();
  }

  // ---- send and throwInto

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsSentGoesToTheInnerGenerator(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(inner()), null, "A", "B", "C")).containsExactly("i1", "i2", "o", STOPPED);
    assertThat(log)
        .containsExactly(
            "inner got A",
            "inner got B",
            "inner finally",
            "outer goes on",
            "outer got C",
            "outer finally");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsThrownRunsTheFinallyBlocksOfBoth(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(inner()), null, new ArithmeticException("boom"), null))
        .containsExactly("i1", "ArithmeticException: boom", STOPPED);
    assertThat(log).containsExactly("inner finally", "outer finally");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOuterMayCatchWhatTheInnerLetsThrough(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(inner()), null, argument("x"), null))
        .containsExactly("i1", "after", STOPPED);
    assertThat(log).containsExactly("inner finally", "outer caught x", "outer finally");
  }

  @Async
  private AsyncGenerator<String> catching(boolean goesOn) {
    do {
      try {
        emit("i");
      } catch (IllegalArgumentException e) {
        await(pause());
        log.add("inner caught " + e.getMessage());
        if (goesOn) {
          emit("recovered");
        }
      }
    } while (goesOn);
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInnerGeneratorThatCatchesGoesOn(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(catching(true)), null, argument("x"), null, "close"))
        .containsExactly("i", "recovered", "i", null);
    assertThat(log).containsExactly("inner caught x", "outer finally");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theOuterGoesOnWhenTheInnerCatchesAndEnds(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(catching(false)), null, argument("x"), null))
        .containsExactly("i", "o", STOPPED);
    assertThat(log)
        .containsExactly("inner caught x", "outer goes on", "outer got null", "outer finally");
  }

  // ---- failures of the source

  @Async
  private AsyncGenerator<Integer> failing(Throwable failure) throws Throwable {
    emit(1);
    await(pause());
    throw failure;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailureOfTheInnerIsThrownAtTheEmitAll(boolean suspending) throws Throwable {
    suspends = suspending;
    assertThat(run(outer(failing(argument("inner failed"))), null, null, null))
        .containsExactly(1, "after", STOPPED);
    assertThat(log).containsExactly("outer caught inner failed", "outer finally");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInnerThatRaisesStopAsyncIterationHasFailedNotEnded(boolean suspending) throws Throwable {
    suspends = suspending;
    assertThat(run(outer(failing(new StopAsyncIteration())), null, null, null))
        .containsExactly(
            1, "IllegalStateException: async generator raised StopAsyncIteration", STOPPED);
    assertThat(log).containsExactly("outer finally");
  }

  @Test
  void nullAndOtherObjectsAreRefusedAtTheEmitAll() {
    assertThat(run(outer(null), null, null)).containsExactly("after", STOPPED);
    assertThat(run(outer(5), null, null)).containsExactly("after", STOPPED);
    assertThat(log).element(0).isEqualTo("outer caught emitAll(null): there is nothing to emit");
    assertThat(log).element(2).asString().contains("cannot emit", "java.lang.Integer");
  }

  // ---- close

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingClosesTheInnerFirst(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(inner()), null, "close", null)).containsExactly("i1", null, STOPPED);
    assertThat(log).containsExactly("inner finally", "outer finally");
  }

  @Async
  private AsyncGenerator<Integer> failsWhenClosed() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      await(pause());
      throw new ArithmeticException("inner close");
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailureOfTheInnersCloseIsThrownAtTheEmitAll(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(failsWhenClosed()), null, "close", null))
        .containsExactly(1, "ArithmeticException: inner close", STOPPED);
    assertThat(log).containsExactly("outer finally");
  }

  @Async
  private AsyncGenerator<String> ignoresTheExit() {
    try {
      emit("x");
    } catch (GeneratorExit e) {
      await(pause());
      emit("y");
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInnerThatIgnoresTheExitIsAFailureAtTheEmitAll(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(ignoresTheExit()), null, "close", null))
        .containsExactly(
            "x", "IllegalStateException: async generator ignored GeneratorExit", STOPPED);
    assertThat(log).containsExactly("outer finally");
  }
}
