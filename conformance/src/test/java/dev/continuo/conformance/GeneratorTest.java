package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Generators as iterators: when their body runs, how it ends, what its consumer may do. */
class GeneratorTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  /** Set by tests whose body uses its own generator. */
  private @Nullable Generator<@Nullable Object> self;

  @Async
  private Generator<Integer> two() {
    log.add("start");
    emit(1);
    log.add("mid");
    emit(2);
    log.add("end");
    return done();
  }

  // ---- on demand

  @Test
  void theBodyRunsOnlyOnDemand() {
    Generator<Integer> g = two();
    assertThat(log).isEmpty();
    assertThat(g.next()).isEqualTo(1);
    assertThat(log).containsExactly("start");
    assertThat(g.next()).isEqualTo(2);
    assertThat(log).containsExactly("start", "mid");
    assertThat(g.hasNext()).isFalse();
    assertThat(log).containsExactly("start", "mid", "end");
  }

  @Test
  void hasNextRepeatedRunsTheBodyOnce() {
    Generator<Integer> g = two();
    assertThat(results(g.hasNext(), g.hasNext(), g.hasNext())).containsExactly(true, true, true);
    assertThat(log).containsExactly("start");
    assertThat(results(g.next(), g.hasNext(), g.hasNext(), g.next()))
        .containsExactly(1, true, true, 2);
    assertThat(results(g.hasNext(), g.hasNext())).containsExactly(false, false);
    assertThat(log).containsExactly("start", "mid", "end");
  }

  @Test
  void nextNeedsNoHasNext() {
    Generator<Integer> g = two();
    assertThat(results(attempt(g::next), attempt(g::next), attempt(g::next)))
        .containsExactly(1, 2, ENDED);
  }

  @Test
  void aGeneratorIsItsOwnIterator() {
    Generator<Integer> g = two();
    assertThat(g.iterator()).isSameAs(g);
    assertThat(results(g.iterator().next(), g.iterator().next())).containsExactly(1, 2);
  }

  @Test
  void nothingIsLeftAfterTheEnd() {
    Generator<Integer> g = two();
    assertThat(rest(g)).containsExactly(1, 2);
    assertThat(
            results(
                attempt(g::next),
                attempt(g::next),
                attempt(() -> g.throwInto(new IllegalArgumentException("late"))),
                attempt(() -> g.send(1)),
                attempt(g::hasNext),
                attemptClose(g)))
        .containsExactly(ENDED, ENDED, "IllegalArgumentException: late", ENDED, false, "closed");
    assertThat(rest(g)).isEmpty();
    assertThat(log).containsExactly("start", "mid", "end");
  }

  @Async
  private static Generator<Integer> nothing() {
    return done();
  }

  private static Generator<Integer> exhausted(Generator<Integer> g) {
    while (g.hasNext()) {
      g.next();
    }
    return g;
  }

  @Test
  void theFirstCallAfterALoopFindsTheEndWhicheverItIs() {
    for (boolean empty : List.of(true, false)) {
      Supplier<Generator<Integer>> fresh = () -> exhausted(empty ? nothing() : two());
      assertThat(
              results(
                  attempt(fresh.get()::hasNext),
                  attempt(fresh.get()::next),
                  attempt(() -> fresh.get().send(null)),
                  attempt(() -> fresh.get().send(1)),
                  attempt(() -> fresh.get().throwInto(new IllegalArgumentException("late"))),
                  attemptClose(fresh.get())))
          .containsExactly(false, ENDED, ENDED, ENDED, "IllegalArgumentException: late", "closed");
    }
    assertThat(Collections.frequency(log, "start")).isEqualTo(6);
    assertThat(Collections.frequency(log, "end")).isEqualTo(6);
  }

  @Async
  private static Generator<Integer> count(int from) {
    for (int i = from; ; i++) {
      emit(i);
    }
  }

  @Test
  void twoGeneratorsOfOneMethodHaveNothingInCommon() {
    Generator<Integer> a = count(0);
    Generator<Integer> b = count(10);
    assertThat(results(a.next(), b.next(), a.next(), b.next(), a.next()))
        .containsExactly(0, 10, 1, 11, 2);
  }

  @Test
  void aMillionElementsTakeNoStack() {
    long sum = 0;
    for (int i : count(0)) {
      if (i == 1_000_000) {
        break;
      }
      sum += i;
    }
    assertThat(sum).isEqualTo(499_999_500_000L);
  }

  @Async
  private static Generator<@Nullable Object> nulls() {
    emit(null);
    emit(1);
    emit(null);
    return done();
  }

  @Test
  void nullIsAnElementLikeAnother() {
    assertThat(rest(nulls())).containsExactly(null, 1, null);
    Generator<@Nullable Object> g = nulls();
    assertThat(results(g.next(), g.next(), g.next(), attempt(g::next)))
        .containsExactly(null, 1, null, ENDED);
  }

  @Test
  void anotherThreadMayGoOnWithIt() throws InterruptedException {
    Generator<Integer> g = two();
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    seen.add(g.next());
    Thread other = new Thread(() -> seen.add(g.next()));
    other.start();
    other.join();
    assertThat(g.hasNext()).isFalse();
    assertThat(seen).containsExactly(1, 2);
  }

  // ---- failures

  @Async
  private static Generator<Integer> failing(Exception failure) throws Exception {
    emit(1);
    throw failure;
  }

  @Test
  void aFailureOfTheBodyIsThrownAsItIsAndEndsTheGenerator() throws Exception {
    var failure = new IOException("disk");
    Generator<Integer> g = failing(failure);
    assertThat(g.next()).isEqualTo(1);
    assertThatThrownBy(g::next).isSameAs(failure);
    assertThat(results(attempt(g::next), g.hasNext(), attemptClose(g)))
        .containsExactly(ENDED, false, "closed");
  }

  @Test
  void hasNextThrowsWhatTheBodyThrows() throws Exception {
    var failure = new IOException("disk");
    Generator<Integer> g = failing(failure);
    assertThat(g.next()).isEqualTo(1);
    assertThatThrownBy(g::hasNext).isSameAs(failure);
    assertThat(g.hasNext()).isFalse();
  }

  @Test
  void theBodysOwnNoSuchElementExceptionArrivesAsAFailure() throws Exception {
    // Python makes a RuntimeError of a StopIteration here; in Java the class is not reserved.
    var failure = new NoSuchElementException("in the body");
    Generator<Integer> g = failing(failure);
    assertThat(g.next()).isEqualTo(1);
    assertThatThrownBy(g::hasNext).isSameAs(failure);
  }

  @Test
  void anExceptionInTheConsumersLoopLeavesTheGeneratorOpen() {
    Generator<Integer> g = two();
    assertThatThrownBy(
            () -> {
              for (int i : g) {
                throw new IllegalArgumentException("at " + i);
              }
            })
        .hasMessage("at 1");
    assertThat(log).containsExactly("start");
    assertThat(rest(g)).containsExactly(2);
  }

  @Test
  void breakDoesNotClose() {
    Generator<Integer> g = two();
    for (int i : g) {
      log.add(i);
      break;
    }
    assertThat(results(g.next(), attempt(g::next))).containsExactly(2, ENDED);
    assertThat(log).containsExactly("start", 1, "mid", "end");
  }

  @Async
  private Generator<Integer> rejecting(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("negative: " + n);
    }
    for (int i = 0; i < n; i++) {
      emit(i);
    }
    return done();
  }

  @Test
  void whatIsThrownBeforeTheFirstEmitComesFromTheFirstStepNotFromTheCall() {
    Generator<Integer> g = rejecting(-1);
    assertThatThrownBy(g::next).hasMessage("negative: -1");
    assertThat(g.hasNext()).isFalse();
  }

  @Test
  void theTraceOfAFailureShowsTheBodyAndTheConsumer() {
    Generator<Integer> g = rejecting(-1);
    try {
      g.next();
    } catch (IllegalArgumentException e) {
      assertThat(e.getStackTrace())
          .extracting(StackTraceElement::getMethodName)
          .startsWith("rejecting")
          .contains("theTraceOfAFailureShowsTheBodyAndTheConsumer")
          .noneMatch(name -> name.contains("$async"));
      assertThat(e.getStackTrace()[0].getLineNumber()).isPositive();
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  // ---- return

  @Async
  private Generator<Integer> returnInTry() {
    try {
      emit(1);
      if (log.isEmpty()) {
        return done();
      }
      emit(2);
    } finally {
      log.add("finally");
      emit(3);
      log.add("finally goes on");
    }
    return done();
  }

  @Test
  void returnInsideTryFinallyRunsTheFinallyBlockWithItsEmits() {
    assertThat(rest(returnInTry())).containsExactly(1, 3);
    assertThat(log).containsExactly("finally", "finally goes on");
  }

  @Async
  @SuppressWarnings("finally") // what is tested
  private static Generator<Integer> returnInFinally() {
    try {
      emit(1);
      throw new IllegalArgumentException("lost");
    } finally {
      return done();
    }
  }

  @Test
  void returnInAFinallyBlockDropsTheException() {
    assertThat(rest(returnInFinally())).containsExactly(1);
  }

  // ---- re-entrance

  private Generator<@Nullable Object> self() {
    if (self == null) {
      throw new AssertionError("set by the test");
    }
    return self;
  }

  @Async
  private Generator<@Nullable Object> usesItself() {
    emit(attempt(() -> self().next()));
    emit(attempt(() -> self().hasNext()));
    emit(attempt(() -> self().send(1)));
    emit(attempt(() -> self().throwInto(new IllegalArgumentException("x"))));
    emit(attemptClose(self()));
    log.add("survives");
    return done();
  }

  @Test
  void aBodyCannotStepItsOwnGenerator() {
    self = usesItself();
    assertThat(rest(self)).containsExactly(EXECUTING, EXECUTING, EXECUTING, EXECUTING, EXECUTING);
    assertThat(log).containsExactly("survives");
  }

  @Async
  private Generator<@Nullable Object> loopsOverItself() {
    for (Object element : self()) {
      emit(element);
    }
    return done();
  }

  @Test
  void aBodyThatLoopsOverItsOwnGeneratorFailsAndHasEnded() {
    self = loopsOverItself();
    assertThat(results(attempt(self::next), attempt(self::next))).containsExactly(EXECUTING, ENDED);
  }

  // ---- hasNext and the other functions

  @Test
  void sendIsRefusedWhileAFoundElementWaits() {
    Generator<Integer> g = two();
    assertThat(g.hasNext()).isTrue();
    assertThatThrownBy(() -> g.send(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "send() while an element that hasNext() found waits: take it with next() first");
    assertThat(rest(g)).containsExactly(1, 2);
  }

  @Test
  void throwIntoIsRefusedWhileAFoundElementWaits() {
    Generator<Integer> g = two();
    assertThat(g.hasNext()).isTrue();
    assertThatThrownBy(() -> g.throwInto(new IllegalArgumentException("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "throwInto() while an element that hasNext() found waits: take it with next() first");
    assertThat(rest(g)).containsExactly(1, 2);
  }

  @Test
  void closeDropsAFoundElement() {
    Generator<Integer> g = two();
    assertThat(g.hasNext()).isTrue();
    g.close();
    assertThat(results(g.hasNext(), attempt(g::next))).containsExactly(false, ENDED);
    assertThat(log).containsExactly("start");
  }

  // ---- in a coroutine

  @Async
  private Coroutine<List<@Nullable Object>> consumes() {
    List<@Nullable Object> seen = new ArrayList<>();
    Iterator<Integer> numbers = two();
    while (numbers.hasNext()) {
      await(yieldNow());
      seen.add(numbers.next());
    }
    return value(seen);
  }

  @Test
  void aCoroutineMayAwaitBetweenHasNextAndNext() {
    assertThat(Programs.run(consumes())).containsExactly(1, 2);
  }
}
