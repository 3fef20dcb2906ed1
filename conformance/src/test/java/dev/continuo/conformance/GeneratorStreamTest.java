package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A generator as a stream. */
class GeneratorStreamTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  @Async
  private Generator<Integer> numbers() {
    try {
      for (int i = 0; ; i++) {
        log.add("emit " + i);
        emit(i);
      }
    } finally {
      log.add("finally");
    }
  }

  @Test
  void theBodyRunsAsTheStreamIsConsumed() {
    Stream<Integer> stream = numbers().stream().filter(i -> i % 2 == 1).limit(2);
    assertThat(log).isEmpty();
    assertThat(stream.toList()).containsExactly(1, 3);
    assertThat(log).containsExactly("emit 0", "emit 1", "emit 2", "emit 3");
  }

  @Test
  void closingTheStreamClosesTheGenerator() {
    Generator<Integer> g = numbers();
    try (Stream<Integer> stream = g.stream()) {
      assertThat(stream.limit(1).toList()).containsExactly(0);
      assertThat(log).containsExactly("emit 0");
    }
    assertThat(log).containsExactly("emit 0", "finally");
    assertThat(g.hasNext()).isFalse();
  }

  @Test
  void closingAStreamThatWasNotConsumedRunsNothing() {
    Generator<Integer> g = numbers();
    g.stream().close();
    assertThat(results(g.hasNext(), attempt(g::next))).containsExactly(false, ENDED);
    assertThat(log).isEmpty();
  }

  @Test
  void aStreamGivesWhatIsLeftAndLeavesTheRest() {
    Generator<Integer> g = numbers();
    assertThat(g.next()).isEqualTo(0);
    assertThat(g.stream().limit(2).toList()).containsExactly(1, 2);
    assertThat(g.next()).isEqualTo(3);
  }

  @Async
  private static Generator<@Nullable Integer> failing() {
    emit(null);
    throw new IllegalArgumentException("in the body");
  }

  @Test
  void aFailureOfTheBodyIsThrownByTheTerminalOperation() {
    List<@Nullable Integer> seen = new ArrayList<>();
    assertThatThrownBy(() -> failing().stream().forEach(seen::add)).hasMessage("in the body");
    assertThat(seen).containsExactly((Integer) null);
  }
}
