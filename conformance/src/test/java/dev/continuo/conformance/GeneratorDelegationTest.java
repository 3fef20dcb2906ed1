package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Generator;
import dev.continuo.GeneratorExit;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * {@code emitAll} in a Generator: PEP 380's {@code yield from}. See also {@link
 * GeneratorSourcesTest}.
 */
@SuppressWarnings("try") // what counts is the close
class GeneratorDelegationTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  private static Throwable argument(String message) {
    return new IllegalArgumentException(message);
  }

  @Async
  private Generator<String> inner() {
    try {
      log.add("inner got " + emit("i1"));
      log.add("inner got " + emit("i2"));
    } finally {
      log.add("inner finally");
    }
    return done();
  }

  @Async
  private Generator<Object> outer(Object source) {
    try {
      emitAll(source);
      log.add("outer goes on");
      log.add("outer got " + emit("o"));
    } finally {
      log.add("outer finally");
    }
    return done();
  }

  /** Emits all and goes on after an IllegalArgumentException. */
  @Async
  @SuppressWarnings("NullAway") // emitAll(null) is tested
  private Generator<Object> guarded(@Nullable Object source) {
    try {
      emitAll(source);
    } catch (IllegalArgumentException | NullPointerException e) {
      log.add("outer caught " + e.getMessage());
      emit("after");
    }
    return done();
  }

  // ---- send

  @Test
  void whatIsSentGoesToTheInnerGenerator() {
    Generator<Object> g = outer(inner());
    assertThat(results(g.next(), g.send("A"), g.send("B"), attempt(() -> g.send("C"))))
        .containsExactly("i1", "i2", "o", ENDED);
    assertThat(log)
        .containsExactly(
            "inner got A",
            "inner got B",
            "inner finally",
            "outer goes on",
            "outer got C",
            "outer finally");
  }

  @Async
  private Generator<Integer> one() {
    log.add("one got " + emit(1));
    return done();
  }

  @Async
  private Generator<Object> twoOfOne() {
    emitAll(one());
    emitAll(one());
    return done();
  }

  @Test
  void theValueThatEndsTheFirstInnerGeneratorDoesNotReachTheSecond() {
    Generator<Object> g = twoOfOne();
    assertThat(results(g.next(), g.send("a"), attempt(() -> g.send("b"))))
        .containsExactly(1, 1, ENDED);
    assertThat(log).containsExactly("one got a", "one got b");
  }

  @Test
  void aValueSentWhileAListIsEmittedIsDropped() {
    // Python fails: a list has no send.
    Generator<Object> g = outer(List.of(1, 2));
    assertThat(results(g.next(), g.send("v"), g.send("w"))).containsExactly(1, 2, "o");
  }

  // ---- throwInto

  @Test
  void whatIsThrownRunsTheFinallyBlocksOfBoth() {
    Generator<Object> g = outer(inner());
    assertThat(results(g.next(), attempt(() -> g.throwInto(argument("boom"))), attempt(g::next)))
        .containsExactly("i1", "IllegalArgumentException: boom", ENDED);
    assertThat(log).containsExactly("inner finally", "outer finally");
  }

  @Async
  private Generator<String> recovering() {
    while (true) {
      try {
        emit("i");
      } catch (IllegalArgumentException e) {
        log.add("inner caught " + e.getMessage());
        emit("recovered");
      }
    }
  }

  @Test
  void anInnerGeneratorThatCatchesGoesOn() {
    Generator<Object> g = outer(recovering());
    assertThat(results(g.next(), g.throwInto(argument("x")), g.next(), attemptClose(g)))
        .containsExactly("i", "recovered", "i", "closed");
    assertThat(log).containsExactly("inner caught x", "outer finally");
  }

  @Async
  private Generator<String> catchesAndEnds() {
    try {
      emit("i");
    } catch (IllegalArgumentException e) {
      log.add("inner caught " + e.getMessage());
    }
    return done();
  }

  @Test
  void theOuterGoesOnWhenTheInnerCatchesAndEnds() {
    Generator<Object> g = outer(catchesAndEnds());
    assertThat(results(g.next(), g.throwInto(argument("x")), attempt(g::next)))
        .containsExactly("i", "o", ENDED);
    assertThat(log)
        .containsExactly("inner caught x", "outer goes on", "outer got null", "outer finally");
  }

  @Test
  void theOuterMayCatchWhatTheInnerLetsThrough() {
    Generator<Object> g = guarded(inner());
    assertThat(results(g.next(), g.throwInto(argument("x")), attempt(g::next)))
        .containsExactly("i1", "after", ENDED);
    assertThat(log).containsExactly("inner finally", "outer caught x");
  }

  @Test
  void whatIsThrownWhileAListIsEmittedIsThrownAtTheEmitAll() {
    Generator<Object> g = guarded(List.of(1, 2, 3));
    assertThat(results(g.next(), g.throwInto(argument("in list")), attempt(g::next)))
        .containsExactly(1, "after", ENDED);
    assertThat(log).containsExactly("outer caught in list");
  }

  @Async
  private Generator<String> failsWithNoSuchElement(NoSuchElementException failure) {
    try {
      emit("i");
    } catch (IllegalArgumentException e) {
      throw failure;
    }
    return done();
  }

  @Test
  void theInnersOwnNoSuchElementExceptionIsNotItsEnd() {
    var failure = new NoSuchElementException("empty");
    Generator<Object> g = outer(failsWithNoSuchElement(failure));
    assertThat(g.next()).isEqualTo("i");
    assertThatThrownBy(() -> g.throwInto(argument("x"))).isSameAs(failure);
    assertThat(log).containsExactly("outer finally");
  }

  // ---- failures of the source

  @Async
  private static Generator<Integer> failing() {
    emit(1);
    throw new IllegalArgumentException("inner failed");
  }

  @Test
  void aFailureOfTheInnerIsThrownAtTheEmitAll() {
    assertThat(rest(guarded(failing()))).containsExactly(1, "after");
    assertThat(log).containsExactly("outer caught inner failed");
  }

  @Test
  void aFailureOfAnIteratorIsThrownAtTheEmitAll() {
    Iterator<Integer> source = Stream.of(1, 2).map(GeneratorDelegationTest::failOnTwo).iterator();
    assertThat(rest(guarded(source))).containsExactly(1, "after");
    assertThat(log).containsExactly("outer caught two");
  }

  private static int failOnTwo(int i) {
    if (i == 2) {
      throw new IllegalArgumentException("two");
    }
    return i;
  }

  @Test
  void aSourceThatCannotBeIteratedIsAFailureAtTheEmitAll() {
    Iterable<Integer> source =
        () -> {
          throw new IllegalArgumentException("no iterator");
        };
    assertThat(rest(guarded(source))).containsExactly("after");
    assertThat(log).containsExactly("outer caught no iterator");
  }

  @Test
  void nullAndOtherObjectsAreRefusedAtTheEmitAll() {
    assertThat(rest(guarded(null))).containsExactly("after");
    assertThat(rest(guarded(5))).containsExactly("after");
    assertThat(log)
        .containsExactly(
            "outer caught emitAll(null): there is nothing to emit",
            "outer caught a generator cannot emit the elements of a java.lang.Integer: emitAll takes"
                + " an Iterable, Iterator or Stream, and in an AsyncGenerator also an AsyncIterable"
                + " or Publisher");
  }

  // ---- close

  @Test
  void closingClosesTheInnerFirst() {
    Generator<Object> g = outer(inner());
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly("i1", "closed", ENDED);
    assertThat(log).containsExactly("inner finally", "outer finally");
  }

  @Async
  private static Generator<Integer> failsWhenClosed() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      throw new IllegalArgumentException("inner close");
    }
    return done();
  }

  @Test
  void aFailureOfTheInnersCloseIsThrownAtTheEmitAll() {
    Generator<Object> g = outer(failsWhenClosed());
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly(1, "IllegalArgumentException: inner close", ENDED);
    assertThat(log).containsExactly("outer finally");
  }

  @Test
  void anOuterThatCatchesThatFailureAndEmitsIgnoresTheExit() {
    Generator<Object> g = guarded(failsWhenClosed());
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly(1, "IllegalStateException: generator ignored GeneratorExit", ENDED);
    assertThat(log).containsExactly("outer caught inner close");
  }

  @Async
  private Generator<String> ignoresTheExit() {
    try {
      emit("x");
    } catch (GeneratorExit e) {
      log.add("inner ignores");
      emit("y");
    }
    return done();
  }

  @Test
  void anInnerThatIgnoresTheExitIsAFailureAtTheEmitAll() {
    Generator<Object> g = outer(ignoresTheExit());
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly("x", "IllegalStateException: generator ignored GeneratorExit", ENDED);
    assertThat(log).containsExactly("inner ignores", "outer finally");
  }

  @Async
  private Generator<Integer> returnsOnExit() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      log.add("inner returns");
    }
    return done();
  }

  @Test
  void theOuterSeesTheExitThoughTheInnerReturned() {
    Generator<Object> g = outer(returnsOnExit());
    assertThat(results(g.next(), attemptClose(g))).containsExactly(1, "closed");
    assertThat(log).containsExactly("inner returns", "outer finally");
  }

  // ---- return other

  private final class Resource implements AutoCloseable {
    Resource() {
      log.add("open");
    }

    @Override
    public void close() {
      log.add("close");
    }
  }

  @Async
  private Generator<String> returnsFromABlock() {
    try (Resource resource = new Resource()) {
      return inner();
    }
  }

  @Async
  private Generator<String> returnsFromTryFinally(boolean fails) {
    try {
      return fails ? failsAfterOne() : inner();
    } catch (IllegalArgumentException e) {
      emit("caught " + e.getMessage());
      return done();
    } finally {
      log.add("outer finally");
    }
  }

  @Async
  private Generator<String> failsAfterOne() {
    emit("f1");
    throw new IllegalArgumentException("x");
  }

  @Test
  void whatIsReturnedInATryStatementIsEmittedThere() {
    assertThat(rest(returnsFromABlock())).containsExactly("i1", "i2");
    assertThat(log)
        .containsExactly("open", "inner got null", "inner got null", "inner finally", "close");
    log.clear();
    assertThat(rest(returnsFromTryFinally(false))).containsExactly("i1", "i2");
    assertThat(log)
        .containsExactly("inner got null", "inner got null", "inner finally", "outer finally");
    log.clear();
    assertThat(rest(returnsFromTryFinally(true))).containsExactly("f1", "caught x");
    assertThat(log).containsExactly("outer finally");
  }

  @Async
  @SuppressWarnings({"finally", "Finally"})
  private Generator<String> dropsWhatItReturns(boolean first) {
    try {
      try {
        return first ? inner() : failsAfterOne();
      } finally {
        log.add("outer's first finally");
      }
    } finally {
      emit("o");
      return done();
    }
  }

  @Test
  void whatIsReturnedIsEmittedThoughAFinallyBlockReturnsToo() {
    assertThat(dropsWhatItReturns(true).stream()).containsExactly("i1", "i2", "o");
    assertThat(log)
        .containsExactly(
            "inner got null", "inner got null", "inner finally", "outer's first finally");
    log.clear();
    assertThat(dropsWhatItReturns(false).stream()).endsWith("o").hasSize(2);
    assertThat(log).containsExactly("outer's first finally");
  }

  @Async
  @SuppressWarnings({"finally", "Finally", "UnusedVariable"})
  private Generator<String> makesOneAndReturnsAnother() {
    try {
      try {
        Generator<String> unused = inner();
      } finally {
        log.add("outer's first finally");
      }
    } finally {
      emit("o");
      return done();
    }
  }

  @Test
  void whatIsOnlyMadeInATryStatementIsNotEmitted() {
    assertThat(makesOneAndReturnsAnother().stream()).containsExactly("o");
    assertThat(log).containsExactly("outer's first finally");
  }

  @Test
  void throwIntoNeedsAnException() {
    Generator<String> g = inner();
    assertThatThrownBy(() -> g.throwInto(none())).isInstanceOf(NullPointerException.class);
    assertThat(g.next()).isEqualTo("i1");
  }

  @SuppressWarnings("NullAway") // the mistake that is tested
  private static Throwable none() {
    return null;
  }
}
