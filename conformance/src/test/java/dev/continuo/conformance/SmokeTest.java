package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmokeTest {

  @Async
  static Generator<Integer> countdown(int from) {
    for (int i = from; i > 0; i--) {
      emit(i);
    }
    return done();
  }

  @Async
  static Generator<Integer> twice(int from) {
    try {
      emitAll(countdown(from));
      int sum = 1 + Integer.parseInt("2" + emit(0));
      emit(sum);
      return countdown(from);
    } finally {
      emit(99);
    }
  }

  @Async
  static AsyncGenerator<Integer> ticks(int n) {
    for (int i = 0; i < n; i++) {
      if (i % 2 == 1) {
        await(sleep(ofSeconds(1)));
      }
      emit(i);
    }
    return done();
  }

  @Async
  static AsyncGenerator<Integer> evens(int n) {
    for (int i : each(ticks(n))) {
      if (i % 2 == 0) {
        emit(i);
      }
    }
    emitAll(ticks(3));
    emitAll(List.of(7, 8));
    return done();
  }

  @Async
  static Coroutine<List<Integer>> main(int n) {
    List<Integer> seen = new ArrayList<>();
    for (int i : each(evens(n))) {
      seen.add(i);
    }
    return value(seen);
  }

  @Test
  void generates() {
    List<Integer> seen = new ArrayList<>();
    for (int i : countdown(3)) {
      seen.add(i);
    }
    assertThat(seen).containsExactly(3, 2, 1);
    assertThat(Programs.run(main(5))).containsExactly(0, 2, 4, 0, 1, 2, 7, 8);
  }
}
