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

/** {@code close} of a generator, as Python's close. */
class GeneratorCloseTest {

  private static final String IGNORED = "IllegalStateException: generator ignored GeneratorExit";

  private final List<@Nullable Object> log = new ArrayList<>();

  /** Set by tests whose body uses its own generator. */
  private @Nullable Generator<Integer> self;

  @Async
  private Generator<Integer> two() {
    log.add("start");
    emit(1);
    emit(2);
    log.add("end");
    return done();
  }

  @Test
  void aFreshGeneratorThatIsClosedNeverRuns() {
    Generator<Integer> g = two();
    g.close();
    assertThat(results(attempt(g::next), g.hasNext())).containsExactly(ENDED, false);
    assertThat(log).isEmpty();
  }

  @Test
  void aFinishedGeneratorIsLeftAlone() {
    Generator<Integer> g = two();
    assertThat(rest(g)).containsExactly(1, 2);
    assertThat(results(attemptClose(g), attemptClose(g), attempt(g::next)))
        .containsExactly("closed", "closed", ENDED);
    assertThat(log).containsExactly("start", "end");
  }

  @Async
  private static Generator<Integer> failing() {
    emit(1);
    throw new IllegalArgumentException("body");
  }

  @Test
  void aFailedGeneratorIsLeftAlone() {
    Generator<Integer> g = failing();
    assertThat(results(g.next(), attempt(g::next), attemptClose(g), attempt(g::next)))
        .containsExactly(1, "IllegalArgumentException: body", "closed", ENDED);
  }

  @Async
  private Generator<Integer> nested() {
    try {
      try {
        emit(1);
      } finally {
        log.add("inner");
      }
      log.add("not here");
    } finally {
      log.add("outer");
    }
    return done();
  }

  @Test
  void theFinallyBlocksRunInnermostFirstAndOnce() {
    Generator<Integer> g = nested();
    assertThat(g.next()).isEqualTo(1);
    g.close();
    g.close();
    assertThat(attempt(g::next)).isEqualTo(ENDED);
    assertThat(log).containsExactly("inner", "outer");
  }

  @Async
  private Generator<Integer> catchesExceptions() {
    try {
      emit(1);
    } catch (Exception e) {
      log.add("caught " + e);
    }
    return done();
  }

  @Test
  void catchExceptionDoesNotSeeTheExit() {
    Generator<Integer> g = catchesExceptions();
    assertThat(g.next()).isEqualTo(1);
    g.close();
    assertThat(log).isEmpty();
  }

  @Async
  private Generator<Integer> returnsOnExit() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      log.add("exit");
      return done();
    }
    log.add("not here");
    return done();
  }

  @Test
  void aBodyMayCatchTheExitAndReturn() {
    Generator<Integer> g = returnsOnExit();
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly(1, "closed", ENDED);
    assertThat(log).containsExactly("exit");
  }

  @Async
  private Generator<Integer> throwsOnExit() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      throw new IllegalArgumentException("other");
    }
    return done();
  }

  @Test
  void anotherExceptionInPlaceOfTheExitIsThrownByClose() {
    Generator<Integer> g = throwsOnExit();
    assertThat(results(g.next(), attemptClose(g), attempt(g::next), attemptClose(g)))
        .containsExactly(1, "IllegalArgumentException: other", ENDED, "closed");
  }

  @Async
  private Generator<Integer> failsInFinally() {
    try {
      emit(1);
    } finally {
      log.add("finally");
      failNow();
    }
    return done();
  }

  private static void failNow() {
    throw new IllegalArgumentException("in finally");
  }

  @Test
  void aFailureInTheFinallyBlockIsThrownByClose() {
    Generator<Integer> g = failsInFinally();
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly(1, "IllegalArgumentException: in finally", ENDED);
  }

  // ---- ignoring it

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
  void anEmitInAFinallyBlockIgnoresTheExitAndMayGoOn() {
    Generator<Integer> g = emitsInFinally();
    assertThat(results(g.next(), attemptClose(g), attempt(g::next), attemptClose(g)))
        .containsExactly(1, IGNORED, "GeneratorExit", "closed");
    assertThat(log).containsExactly("before", "after");
  }

  @Test
  void aSecondCloseEndsTheFinallyBlockThatIgnoredTheFirst() {
    Generator<Integer> g = emitsInFinally();
    assertThat(results(g.next(), attemptClose(g), attemptClose(g), attempt(g::next)))
        .containsExactly(1, IGNORED, "closed", ENDED);
    assertThat(log).containsExactly("before");
  }

  @Test
  void closingInsideTheFinallyBlockThatAnExceptionEntered() {
    Generator<Integer> g = emitsInFinally();
    assertThat(
            results(
                g.next(),
                g.throwInto(new IllegalArgumentException("boom")),
                attemptClose(g),
                attempt(g::next)))
        .containsExactly(1, 2, "closed", ENDED);
    assertThat(log).containsExactly("before");
  }

  @Async
  @SuppressWarnings("finally") // what is tested
  private Generator<Integer> swallows() {
    while (true) {
      try {
        emit(1);
      } finally {
        log.add("finally");
        break;
      }
    }
    log.add("goes on");
    emit(2);
    return done();
  }

  @Test
  void breakInAFinallyBlockSwallowsTheExit() {
    Generator<Integer> g = swallows();
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly(1, IGNORED, ENDED);
    assertThat(log).containsExactly("finally", "goes on");
  }

  // ---- re-entrance

  @Async
  private Generator<Integer> closesItself() {
    Generator<Integer> own = self;
    try {
      emit(1);
    } finally {
      if (own != null) {
        log.add(attemptClose(own));
        log.add(attempt(own::next));
      }
    }
    return done();
  }

  @Test
  void aBodyThatIsBeingClosedCannotCloseItselfNorGoOn() {
    Generator<Integer> g = closesItself();
    self = g;
    assertThat(results(g.next(), attemptClose(g), attempt(g::next)))
        .containsExactly(1, "closed", ENDED);
    assertThat(log).containsExactly(EXECUTING, EXECUTING);
  }

  // ---- try-with-resources

  @Test
  void tryWithResourcesCloses() {
    try (Generator<Integer> g = nested()) {
      log.add(g.next());
    }
    assertThat(log).containsExactly(1, "inner", "outer");
  }

  @Test
  void tryWithResourcesClosesWhenItsBodyFails() {
    assertThatThrownBy(
            () -> {
              try (Generator<Integer> g = nested()) {
                log.add(g.next());
                throw new ArithmeticException("in the block");
              }
            })
        .hasMessage("in the block")
        .hasNoSuppressedExceptions();
    assertThat(log).containsExactly(1, "inner", "outer");
  }

  @Test
  void theFailureOfTheCloseIsSuppressedByThatOfTheBlock() {
    assertThatThrownBy(
            () -> {
              try (Generator<Integer> g = failsInFinally()) {
                log.add(g.next());
                throw new ArithmeticException("in the block");
              }
            })
        .hasMessage("in the block")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("in finally"));
  }
}
