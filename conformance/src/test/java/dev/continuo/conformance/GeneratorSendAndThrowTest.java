package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Generator;
import dev.continuo.GeneratorExit;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code send} and {@code throwInto}, as Python's send and throw. */
class GeneratorSendAndThrowTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  private static Throwable argument(String message) {
    return new IllegalArgumentException(message);
  }

  private static Throwable arithmetic(String message) {
    return new ArithmeticException(message);
  }

  // ---- send

  @Async
  private static Generator<String> echo() {
    Object got = null;
    while (true) {
      got = emit("got " + got);
    }
  }

  @Test
  void nullIsSentToAFreshGeneratorToStartIt() {
    Generator<String> g = echo();
    assertThat(results(g.send(null), g.send("a"), g.send(null), g.next()))
        .containsExactly("got null", "got a", "got null", "got null");
  }

  @Test
  void anotherValueIsRefusedByAFreshGeneratorWhichStaysFresh() {
    Generator<String> g = echo();
    assertThat(results(attempt(() -> g.send("x")), g.next(), g.send("y")))
        .containsExactly(
            "IllegalStateException: can't send non-null value to a just-started generator",
            "got null",
            "got y");
  }

  @Test
  void aClosedGeneratorHasEndedForSend() {
    Generator<String> g = echo();
    g.close();
    assertThat(results(attempt(() -> g.send("x")), attempt(g::next))).containsExactly(ENDED, ENDED);
  }

  @Async
  private Generator<Integer> receives() {
    String first = emit(1);
    log.add("first " + first);
    @Nullable String second = emit(2);
    log.add("second " + second);
    return done();
  }

  @Test
  void whatIsSentIsWhatTheEmitGives() {
    Generator<Integer> g = receives();
    assertThat(results(g.next(), g.send("v"), attempt(g::next))).containsExactly(1, 2, ENDED);
    assertThat(log).containsExactly("first v", "second null");
  }

  @Test
  void theLastValueSentArrivesAndEndsTheGenerator() {
    Generator<Integer> g = receives();
    assertThat(
            results(
                g.next(),
                g.send("v"),
                attempt(() -> g.send("last")),
                attempt(() -> g.send("gone"))))
        .containsExactly(1, 2, ENDED, ENDED);
    assertThat(log).containsExactly("first v", "second last");
  }

  @Async
  private Generator<Integer> primitives() {
    int a = emit(0);
    long b = emit(a + 1);
    emit((int) (a + b));
    return done();
  }

  @Test
  void whatIsSentIsUnboxedAsTheCodeSays() {
    Generator<Integer> g = primitives();
    assertThat(results(g.next(), g.send(5), g.send(7L))).containsExactly(0, 6, 12);
    Generator<Integer> wrong = primitives();
    assertThat(wrong.next()).isEqualTo(0);
    assertThatThrownBy(() -> wrong.send("text")).isInstanceOf(ClassCastException.class);
    assertThat(wrong.hasNext()).isFalse();
  }

  // ---- throwInto a fresh one, an ended one

  @Async
  private Generator<Integer> two() {
    log.add("start");
    emit(1);
    emit(2);
    return done();
  }

  @Test
  void throwIntoAFreshGeneratorEndsItWithoutRunningIt() {
    Generator<Integer> g = two();
    assertThat(
            results(
                attempt(() -> g.throwInto(argument("boom"))),
                attempt(g::next),
                attempt(() -> g.throwInto(argument("again"))),
                attempt(() -> g.send(null)),
                attempt(() -> g.send("v"))))
        .containsExactly(
            "IllegalArgumentException: boom",
            ENDED,
            "IllegalArgumentException: again",
            ENDED,
            ENDED);
    assertThat(log).isEmpty();
  }

  @Test
  void aGeneratorExitThrownByHandComesOutAgain() {
    Generator<Integer> g = two();
    assertThat(results(g.next(), attempt(() -> g.throwInto(new GeneratorExit())), attempt(g::next)))
        .containsExactly(1, "GeneratorExit", ENDED);
  }

  // ---- throwInto and finally

  @Async
  private Generator<Integer> withFinally() {
    try {
      emit(1);
    } finally {
      log.add("finally");
    }
    return done();
  }

  @Test
  void throwIntoRunsTheFinallyBlockAndComesOut() {
    Generator<Integer> g = withFinally();
    var failure = argument("boom");
    assertThat(g.next()).isEqualTo(1);
    assertThatThrownBy(() -> g.throwInto(failure)).isSameAs(failure);
    assertThat(attempt(g::next)).isEqualTo(ENDED);
    assertThat(log).containsExactly("finally");
  }

  @Async
  private Generator<Integer> emitsInFinally() {
    try {
      emit(1);
    } finally {
      log.add("before");
      emit(2);
      log.add("after");
    }
    return done();
  }

  @Test
  void anEmitInTheFinallyBlockHoldsTheExceptionBack() {
    Generator<Integer> g = emitsInFinally();
    assertThat(results(g.next(), g.throwInto(argument("boom")), attempt(g::next), attempt(g::next)))
        .containsExactly(1, 2, "IllegalArgumentException: boom", ENDED);
    assertThat(log).containsExactly("before", "after");
  }

  @Test
  void whatIsThrownIntoAFinallyBlockTakesThePlaceOfTheFirst() {
    Generator<Integer> g = emitsInFinally();
    assertThat(
            results(
                g.next(),
                g.throwInto(argument("boom")),
                attempt(() -> g.throwInto(arithmetic("two"))),
                attempt(g::next)))
        .containsExactly(1, 2, "ArithmeticException: two", ENDED);
    assertThat(log).containsExactly("before");
  }

  // ---- throwInto and catch

  @Async
  private Generator<String> catching() {
    while (true) {
      try {
        emit("ready");
      } catch (IllegalArgumentException e) {
        log.add(e.getMessage());
        emit("caught " + e.getMessage());
      }
    }
  }

  @Test
  void aBodyThatCatchesMayEmitAgain() {
    Generator<String> g = catching();
    assertThat(
            results(
                g.next(),
                g.throwInto(argument("a")),
                g.next(),
                g.throwInto(argument("b")),
                attempt(() -> g.throwInto(argument("c"))), // in the handler
                attempt(g::next)))
        .containsExactly(
            "ready", "caught a", "ready", "caught b", "IllegalArgumentException: c", ENDED);
    assertThat(log).containsExactly("a", "b");
  }

  @Async
  private Generator<Integer> catchesAndEnds() {
    try {
      emit(1);
    } catch (IllegalArgumentException e) {
      log.add("caught");
    }
    return done();
  }

  @Test
  void aBodyThatCatchesMayEnd() {
    Generator<Integer> g = catchesAndEnds();
    assertThat(results(g.next(), attempt(() -> g.throwInto(argument("x"))), attempt(g::next)))
        .containsExactly(1, ENDED, ENDED);
    assertThat(log).containsExactly("caught");
  }

  @Async
  private Generator<Integer> replaces() {
    try {
      emit(1);
    } catch (IllegalArgumentException e) {
      throw new ArithmeticException("other");
    }
    return done();
  }

  @Test
  void aBodyThatCatchesMayThrowAnother() {
    Generator<Integer> g = replaces();
    assertThat(results(g.next(), attempt(() -> g.throwInto(argument("x"))), attempt(g::next)))
        .containsExactly(1, "ArithmeticException: other", ENDED);
  }

  @Async
  private Generator<Integer> catchesTwice() {
    try {
      emit(1);
    } catch (IllegalArgumentException first) {
      log.add("first");
      try {
        emit(2);
      } catch (IllegalArgumentException second) {
        log.add("second, not the first: " + (first != second));
        emit(3);
      }
    }
    return done();
  }

  @Test
  void anExceptionMayBeThrownIntoAHandler() {
    Generator<Integer> g = catchesTwice();
    assertThat(
            results(
                g.next(), g.throwInto(argument("a")), g.throwInto(argument("b")), attempt(g::next)))
        .containsExactly(1, 2, 3, ENDED);
    assertThat(log).containsExactly("first", "second, not the first: true");
  }

  @Async
  private Generator<Integer> rethrows(Throwable expected) {
    try {
      emit(1);
    } catch (IllegalArgumentException e) {
      log.add("the same: " + (e == expected));
      throw e;
    }
    return done();
  }

  @Test
  void theBodySeesTheVeryException() {
    var failure = argument("same");
    Generator<Integer> g = rethrows(failure);
    assertThat(g.next()).isEqualTo(1);
    assertThatThrownBy(() -> g.throwInto(failure)).isSameAs(failure);
    assertThat(log).containsExactly("the same: true");
  }
}
