package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.GeneratorExit;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code send} and {@code throwInto} of async generators, as PEP 525's asend and athrow. */
class AsyncGeneratorSendAndThrowTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  private static Throwable argument(String message) {
    return new IllegalArgumentException(message);
  }

  /** Runs a test's program. */
  private static List<@Nullable Object> run(Coroutine<List<@Nullable Object>> main) {
    return Programs.run(main);
  }

  @Async
  private AsyncGenerator<Integer> two() {
    log.add("start");
    emit(1);
    log.add("mid");
    emit(2);
    log.add("end");
    return done();
  }

  // ---- send

  @Async
  private static AsyncGenerator<String> echo() {
    Object got = null;
    while (true) {
      got = emit("got " + got);
    }
  }

  @Async
  private Coroutine<List<@Nullable Object>> sendToFresh() {
    AsyncGenerator<String> g = echo();
    AsyncGenerator<String> refusing = echo();
    return value(
        results(
            await(g.send(null)),
            await(g.send("a")),
            await(g.next()),
            await(attempt(refusing.send("x"))),
            await(refusing.next()),
            await(refusing.send("y"))));
  }

  @Test
  void aFreshGeneratorTakesOnlyNull() {
    assertThat(run(sendToFresh()))
        .containsExactly(
            "got null",
            "got a",
            "got null",
            "IllegalStateException: can't send non-null value to a just-started async generator",
            "got null",
            "got y");
  }

  @Async
  private AsyncGenerator<Object> receives() {
    String first = emit(1);
    await(sleep(ofSeconds(1)));
    log.add("first " + first);
    emit("after " + emit(2) + await(sleep(ofSeconds(1), "!")));
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> sends() {
    AsyncGenerator<Object> g = receives();
    return value(
        results(
            await(g.next()),
            await(g.send("v")),
            await(g.send("w")),
            await(attempt(g.send("last"))),
            await(attempt(g.send("gone")))));
  }

  @Test
  void whatIsSentIsWhatTheEmitGivesAcrossAwaits() {
    assertThat(run(sends())).containsExactly(1, 2, "after w!", STOPPED, STOPPED);
    assertThat(log).containsExactly("first v");
  }

  // ---- throwInto

  @Async
  private Coroutine<List<@Nullable Object>> throwIntoFresh() {
    AsyncGenerator<Integer> g = two();
    return value(
        results(
            await(attempt(g.throwInto(argument("boom")))),
            await(attempt(g.next())),
            await(attempt(g.send("v")))));
  }

  @Test
  void throwIntoAFreshGeneratorEndsItWithoutRunningIt() {
    assertThat(run(throwIntoFresh()))
        .containsExactly("IllegalArgumentException: boom", STOPPED, STOPPED);
    assertThat(log).isEmpty();
  }

  @Async
  private AsyncGenerator<Integer> awaitsInFinally() {
    try {
      emit(1);
    } finally {
      log.add("closing");
      await(sleep(ofSeconds(1)));
      log.add("closed");
    }
    return done();
  }

  @Async
  private AsyncGenerator<Integer> emitsInFinally() {
    try {
      emit(1);
    } finally {
      log.add("before");
      await(yieldNow());
      emit(2);
      log.add("after");
    }
    return done();
  }

  /** What next() and then the throws give. */
  @Async
  private Coroutine<List<@Nullable Object>> nextAndThrow(
      AsyncGenerator<?> g, Function<AsyncGenerator<?>, Awaitable<?>> step, Throwable... failures) {
    List<@Nullable Object> seen = results(await(g.next()));
    for (Throwable failure : failures) {
      seen.add(await(attempt(g.throwInto(failure))));
    }
    seen.add(await(attempt(step.apply(g))));
    seen.add(await(attempt(step.apply(g))));
    return value(seen);
  }

  @Test
  void throwIntoRunsAFinallyBlockWithAwaits() {
    assertThat(run(nextAndThrow(awaitsInFinally(), AsyncGenerator::next, argument("boom"))))
        .containsExactly(1, "IllegalArgumentException: boom", STOPPED, STOPPED);
    assertThat(log).containsExactly("closing", "closed");
  }

  @Test
  void anEmitInTheFinallyBlockHoldsTheExceptionBack() {
    assertThat(run(nextAndThrow(emitsInFinally(), AsyncGenerator::next, argument("boom"))))
        .containsExactly(1, 2, "IllegalArgumentException: boom", STOPPED);
    assertThat(log).containsExactly("before", "after");
  }

  @Test
  void whatIsThrownIntoAFinallyBlockTakesThePlaceOfTheFirst() {
    assertThat(
            run(
                nextAndThrow(
                    emitsInFinally(),
                    AsyncGenerator::next,
                    argument("boom"),
                    new ArithmeticException("two"))))
        .containsExactly(1, 2, "ArithmeticException: two", STOPPED, STOPPED);
    assertThat(log).containsExactly("before");
  }

  @Async
  private AsyncGenerator<String> catching() {
    while (true) {
      try {
        emit("ready");
      } catch (IllegalArgumentException e) {
        await(yieldNow());
        emit("caught " + e.getMessage());
      }
    }
  }

  @Async
  private Coroutine<List<@Nullable Object>> throwsTwice() {
    AsyncGenerator<String> g = catching();
    return value(
        results(
            await(g.next()),
            await(g.throwInto(argument("a"))),
            await(g.next()),
            await(g.throwInto(argument("b"))),
            await(attempt(g.throwInto(argument("c")))),
            await(attempt(g.next()))));
  }

  @Test
  void aBodyThatCatchesMayAwaitAndEmitAgain() {
    assertThat(run(throwsTwice()))
        .containsExactly(
            "ready", "caught a", "ready", "caught b", "IllegalArgumentException: c", STOPPED);
  }

  @Async
  private AsyncGenerator<Integer> catchesAndEnds() {
    try {
      emit(1);
    } catch (IllegalArgumentException e) {
      await(yieldNow());
      log.add("caught");
    }
    return done();
  }

  @Test
  void aBodyThatCatchesMayEnd() {
    assertThat(run(nextAndThrow(catchesAndEnds(), AsyncGenerator::next, argument("x"))))
        .containsExactly(1, STOPPED, STOPPED, STOPPED);
    assertThat(log).containsExactly("caught");
  }

  @Test
  void aGeneratorExitThrownByHandComesOutAgain() {
    assertThat(run(nextAndThrow(two(), AsyncGenerator::next, new GeneratorExit())))
        .containsExactly(1, "GeneratorExit", STOPPED, STOPPED);
  }
}
