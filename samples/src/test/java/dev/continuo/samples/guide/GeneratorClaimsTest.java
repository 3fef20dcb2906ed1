package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.samples.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What docs/guide/generators.md says in words. */
class GeneratorClaimsTest {

  private final List<String> events = new ArrayList<>();

  @Async
  private AsyncGenerator<Integer> watched() {
    try {
      events.add("started");
      for (int i = 0; ; i++) {
        emit(i);
      }
    } finally {
      await(sleep(ofMillis(1)));
      events.add("cleaned up");
    }
  }

  @Async
  private Coroutine<Void> leavesTheLoopAndGoesOn() {
    AsyncGenerator<Integer> numbers = watched();
    for (int i : each(numbers)) {
      events.add("got " + i);
      break;
    }
    events.add("behind the loop");
    for (int i : each(numbers)) {
      events.add("got " + i);
      break;
    }
    events.add("end");
    return done();
  }

  @Test
  void breakDoesNotCloseAndTheLoopDoesAtItsEnd() {
    ran(leavesTheLoopAndGoesOn());

    assertThat(events)
        .containsExactly("started", "got 0", "behind the loop", "got 1", "end", "cleaned up");
  }

  @Async
  private Coroutine<Void> neverStarts() {
    try (AsyncGenerator<Integer> numbers = watched()) {
      events.add("not started: " + (numbers != null));
    }
    return done();
  }

  @Test
  void aGeneratorThatWasNotStartedHasNothingToClean() {
    ran(neverStarts());

    assertThat(events).containsExactly("not started: true");
  }

  @Async
  private Coroutine<Void> closesOnlyTheFilter() {
    AsyncGenerator<Integer> numbers = watched();
    try (AsyncGenerator<Integer> small = below(numbers, 10)) {
      events.add("got " + await(small.next()));
    }
    events.add("filter closed");
    events.add("got " + await(numbers.next()));
    await(numbers.closeAsync());
    return done();
  }

  @Async
  private static AsyncGenerator<Integer> below(AsyncIterable<Integer> numbers, int limit) {
    for (int number : each(numbers)) {
      if (number < limit) {
        emit(number);
      }
    }
    return done();
  }

  @Test
  void eachLeavesItsSourceOpen() {
    ran(closesOnlyTheFilter());

    assertThat(events).containsExactly("started", "got 0", "filter closed", "got 1", "cleaned up");
  }

  @Async
  private AsyncGenerator<Integer> delegating() {
    emitAll(watched());
    return done();
  }

  @Async
  private Coroutine<Void> closesTheDelegating() {
    try (AsyncGenerator<Integer> numbers = delegating()) {
      events.add("got " + await(numbers.next()));
    }
    events.add("closed");
    return done();
  }

  @Test
  void emitAllClosesItsSource() {
    ran(closesTheDelegating());

    assertThat(events).containsExactly("started", "got 0", "cleaned up", "closed");
  }

  @Async
  private Coroutine<Void> asksTwiceAtTheSameTime() {
    AsyncGenerator<Integer> numbers = ticks();
    List<Task<Void>> tasks = List.of(createTask(print(numbers)), createTask(print(numbers)));
    for (var outcome : await(gatherOutcomes(tasks))) {
      events.add(outcome.succeeded() ? "success" : String.valueOf(outcome.failure()));
    }
    return done();
  }

  @Async
  private static AsyncGenerator<Integer> ticks() {
    for (int i = 0; i < 3; i++) {
      await(sleep(ofSeconds(1)));
      emit(i);
    }
    return done();
  }

  @Async
  private static Coroutine<Void> print(AsyncIterable<Integer> numbers) {
    for (int number : each(numbers)) {
      System.out.println(number);
    }
    return done();
  }

  @Test
  void twoTasksMustNotAskAtTheSameTime() throws Exception {
    Transcript.ofCoroutine(asksTwiceAtTheSameTime());

    assertThat(events.get(0)).isEqualTo("success");
    assertThat(events.get(1)).contains("asynchronous generator is already running");
  }

  private static final ContextVar<String> USER = new ContextVar<>("user", "nobody");

  @Async
  private static AsyncGenerator<String> users() {
    while (true) {
      emit(USER.get());
    }
  }

  @Async
  private static Coroutine<String> asAnn(AsyncGenerator<String> users) {
    USER.set("ann");
    return value(await(users.next()));
  }

  @Async
  private static Coroutine<List<String>> twoConsumers() {
    AsyncGenerator<String> users = users();
    return value(List.of(await(users.next()), await(createTask(asAnn(users)))));
  }

  @Test
  void aStepRunsInTheContextOfTheTaskThatAsks() {
    assertThat(GeneratorClaimsTest.<List<String>>ran(twoConsumers()))
        .containsExactly("nobody", "ann");
  }

  @Async
  private AsyncGenerator<String> patient() {
    while (true) {
      try {
        emit("fine");
      } catch (IllegalStateException e) {
        emit("caught " + e.getMessage());
      }
    }
  }

  @Async
  private Coroutine<List<String>> throwsInto() {
    try (AsyncGenerator<String> patient = patient()) {
      return value(
          List.of(
              await(patient.next()),
              await(patient.throwInto(new IllegalStateException("it"))),
              await(patient.send(null))));
    }
  }

  @Test
  void throwIntoThrowsAtTheEmit() {
    assertThat(GeneratorClaimsTest.<List<String>>ran(throwsInto()))
        .containsExactly("fine", "caught it", "fine");
  }

  @Test
  void aLambdaMayBeAGenerator() {
    IntFunction<Generator<Integer>> evens =
        n -> {
          for (int i = 0; i < n; i++) {
            emit(2 * i);
          }
          return done();
        };

    assertThat(evens.apply(3).stream()).containsExactly(0, 2, 4);
  }

  @Async
  private static Generator<Integer> nested(int depth) {
    if (depth > 0) {
      emitAll(nested(depth - 1));
    }
    emit(depth);
    return done();
  }

  @Test
  void generatorsMayBeNestedAThousandDeep() {
    assertThat(nested(1000).stream()).hasSize(1001);
  }

  private static <T extends @Nullable Object> T ran(Coroutine<T> main) {
    try (Runner runner = Runner.virtualTime()) {
      return runner.run(main);
    }
  }
}
