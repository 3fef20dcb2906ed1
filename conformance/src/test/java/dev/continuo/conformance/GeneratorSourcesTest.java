package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a Generator may emit all of, itself included, and how deep. */
class GeneratorSourcesTest {

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

  @Async
  private Generator<Integer> one() {
    log.add("one got " + emit(1));
    return done();
  }

  // ---- kinds of sources

  @Async
  private Generator<Object> everything() {
    emitAll(List.of());
    emitAll(range(0));
    emitAll(Arrays.asList(1, null));
    emitAll(List.of(2).iterator());
    emitAll(Stream.of(3));
    emitAll(IntStream.range(4, 6));
    emitAll(one());
    emitAll(Stream.empty());
    return done();
  }

  @Async
  private static Generator<Integer> range(int n) {
    for (int i = 0; i < n; i++) {
      emit(i);
    }
    return done();
  }

  @Test
  void listsIteratorsStreamsAndGeneratorsAreSources() {
    assertThat(rest(everything())).containsExactly(1, null, 2, 3, 4, 5, 1);
  }

  @Test
  void anEndedInnerGeneratorHasNoElements() {
    Generator<String> ended = inner();
    assertThat(rest(ended)).containsExactly("i1", "i2");
    log.clear();
    assertThat(rest(outer(ended))).containsExactly("o");
    assertThat(log).containsExactly("outer goes on", "outer got null", "outer finally");
  }

  @Test
  void anInnerGeneratorMayBeAdvancedFromOutside() {
    Generator<String> inside = inner();
    Generator<Object> g = outer(inside);
    assertThat(results(g.next(), inside.next(), attempt(g::next), attempt(g::next)))
        .containsExactly("i1", "i2", "o", ENDED);
  }

  @Test
  void anInnerGeneratorMayBeClosedFromOutside() {
    Generator<String> inside = inner();
    Generator<Object> g = outer(inside);
    assertThat(results(g.next(), attemptClose(inside), attempt(g::next), attempt(g::next)))
        .containsExactly("i1", "closed", "o", ENDED);
    assertThat(log)
        .containsExactly("inner finally", "outer goes on", "outer got null", "outer finally");
  }

  @Test
  void twoGeneratorsMayShareAnInnerOne() {
    Generator<String> shared = inner();
    Generator<Object> a = outer(shared);
    Generator<Object> b = outer(shared);
    assertThat(results(a.next(), b.next(), a.next(), b.next()))
        .containsExactly("i1", "i2", "o", "o");
  }

  // ---- itself

  private @Nullable Generator<Object> self;

  @Async
  private Generator<Object> emitsItself() {
    emitAll(Objects.requireNonNull(self));
    return done();
  }

  @Test
  void aGeneratorCannotEmitAllOfItself() {
    self = emitsItself();
    assertThat(results(attempt(self::next), attempt(self::next))).containsExactly(EXECUTING, ENDED);
  }

  @Async
  private Generator<@Nullable Object> stepsTheOuter() {
    Generator<Object> own = self;
    if (own != null) {
      emit(attempt(own::next));
      emit(attemptClose(own));
    }
    return done();
  }

  @Async
  private Generator<Object> emitsStepsTheOuter() {
    emitAll(stepsTheOuter());
    return done();
  }

  @Test
  void theInnerCannotStepTheOuter() {
    self = emitsStepsTheOuter();
    assertThat(rest(self)).containsExactly(EXECUTING, EXECUTING);
  }

  // ---- depth

  @Async
  private static Generator<Integer> deep(int n) {
    if (n > 0) {
      emitAll(deep(n - 1));
    }
    emit(n);
    return done();
  }

  @Test
  void aThousandLevelsDeep() {
    List<@Nullable Object> seen = rest(deep(1_000));
    assertThat(seen).hasSize(1_001).startsWith(0, 1, 2).endsWith(999, 1_000);
  }

  @Async
  private Generator<String> deepEcho(int n) {
    try {
      if (n > 0) {
        emitAll(deepEcho(n - 1));
        return done();
      }
      Object got = emit("bottom");
      while (true) {
        got = emit("bottom got " + got);
      }
    } catch (IllegalArgumentException e) {
      log.add("caught at " + n);
      emit("caught");
    } finally {
      if (n == 0 || n == 1_000) {
        log.add("finally at " + n);
      }
    }
    return done();
  }

  @Test
  void aThousandLevelsDeepForSendThrowAndClose() {
    Generator<String> g = deepEcho(1_000);
    assertThat(results(g.next(), g.send("v"), g.throwInto(argument("t")), attemptClose(g)))
        .containsExactly("bottom", "bottom got v", "caught", "closed");
    assertThat(log).containsExactly("caught at 0", "finally at 0", "finally at 1000");
  }
}
