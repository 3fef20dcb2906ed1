package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stack trace of an exception shows that leaves a generator through its consumers. */
class GeneratorTracesTest {

  /** Where in this file each method called {@link #here}, as "method:line". */
  private final List<String> places = new ArrayList<>();

  private <T> T here(T any) {
    StackTraceElement caller =
        StackWalker.getInstance()
            .walk(frames -> frames.skip(1).findFirst().orElseThrow())
            .toStackTraceElement();
    String name = caller.getMethodName().replaceAll("lambda\\$\\w+\\$(\\w+)\\$async", "$1");
    places.add(name + ':' + caller.getLineNumber());
    return any;
  }

  /** The elements of this class, as "method:line", down to the test. */
  private static List<String> ofThisClass(Throwable t) {
    return Arrays.stream(t.getStackTrace())
        .filter(e -> e.getClassName().equals(GeneratorTracesTest.class.getName()))
        .map(e -> e.getMethodName() + ':' + e.getLineNumber())
        .toList();
  }

  /** What running {@code main} throws. */
  private static Throwable failureOf(Coroutine<?> main) {
    try {
      Programs.run(main);
    } catch (IllegalArgumentException e) {
      return e;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Async
  private AsyncGenerator<Integer> failing(boolean suspends) {
    emit(1);
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    throw here(new IllegalArgumentException("in the generator"));
  }

  @Async
  private Coroutine<Integer> loops(AsyncGenerator<Integer> g, boolean suspends) {
    int n = 0;
    for (int i : each(here(g))) {
      n += i;
      if (suspends) {
        await(sleep(ofSeconds(1)));
      }
    }
    return value(n);
  }

  @Async
  private Coroutine<Integer> asksTwice(AsyncGenerator<Integer> g, boolean suspends) {
    int first = await(g.next());
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    return value(first + await(here(g).next()));
  }

  @Async
  private Coroutine<Integer> calls(Coroutine<Integer> callee, boolean suspends) {
    if (suspends) {
      await(yieldNow());
    }
    return value(1 + await(here(callee)));
  }

  /** Checks what the trace shows first: these methods, at the lines where they called here(). */
  private void assertTrace(Throwable t, String... innermostFirst) {
    String[] expected =
        Arrays.stream(innermostFirst)
            .map(
                method ->
                    places.stream()
                        .filter(place -> place.startsWith(method + ':'))
                        .reduce((earlier, later) -> later)
                        .orElseThrow(() -> new AssertionError(method + " was not called")))
            .toArray(String[]::new);
    assertThat(ofThisClass(t)).startsWith(expected);
    assertThat(t.getStackTrace())
        .noneMatch(e -> (e.getClassName() + e.getMethodName()).contains("$async"))
        .noneMatch(e -> e.getClassName().startsWith("dev.continuo.internal."))
        .noneMatch(e -> e.getClassName().startsWith("dev.continuo.coroutine."));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLoopOverAGenerator(boolean suspends) {
    assertTrace(
        failureOf(calls(loops(failing(suspends), suspends), suspends)),
        "failing",
        "loops",
        "calls");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStepByHand(boolean suspends) {
    assertTrace(
        failureOf(calls(asksTwice(failing(suspends), suspends), suspends)),
        "failing",
        "asksTwice",
        "calls");
  }

  @Test
  void aSuspendedStepIsShownAsTheFunctionThatWasCalled() {
    assertThat(failureOf(asksTwice(failing(true), true)).getStackTrace())
        .extracting(StackTraceElement::toString)
        .contains("dev.continuo.AsyncGenerator.next(AsyncGenerator.java)");
  }

  @Async
  private AsyncGenerator<Integer> passesOn(AsyncGenerator<Integer> source) {
    for (int i : each(here(source))) {
      emit(i);
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGeneratorThatLoopsOverAnother(boolean suspends) {
    assertTrace(
        failureOf(calls(loops(passesOn(failing(suspends)), suspends), suspends)),
        "failing",
        "passesOn",
        "loops",
        "calls");
  }

  @Async
  private AsyncGenerator<Integer> delegates(Object source) {
    emitAll(here(source));
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aGeneratorThatEmitsAllOfAnother(boolean suspends) {
    assertTrace(
        failureOf(calls(loops(delegates(failing(suspends)), suspends), suspends)),
        "failing",
        "delegates",
        "loops",
        "calls");
  }

  @Async
  private AsyncGenerator<Integer> returns(AsyncGenerator<Integer> source) {
    try {
      emit(0);
      return here(source);
    } finally {
      places.add("finally");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generatorsThatEmitAllOfOneAnother(boolean suspends) {
    assertTrace(
        failureOf(calls(loops(delegates(returns(failing(suspends))), suspends), suspends)),
        "failing",
        "returns",
        "delegates",
        "loops",
        "calls");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStepByHandOfAGeneratorThatDelegates(boolean suspends) {
    assertTrace(
        failureOf(calls(asksTwice(delegates(failing(suspends)), suspends), suspends)),
        "failing",
        "delegates",
        "asksTwice",
        "calls");
  }

  @Async
  private AsyncGenerator<Integer> catchesAndThrowsOn(AsyncGenerator<Integer> source) {
    try {
      emitAll(here(source));
    } catch (IllegalArgumentException e) {
      await(sleep(ofSeconds(1)));
      throw e;
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHandlerThatSuspendsAroundAnEmitAll(boolean suspends) {
    assertTrace(
        failureOf(calls(loops(catchesAndThrowsOn(failing(suspends)), suspends), suspends)),
        "failing",
        "catchesAndThrowsOn",
        "loops",
        "calls");
  }

  @Test
  void aSourceThatCannotBeEmitted() {
    try {
      Programs.run(loops(delegates("no source"), false));
    } catch (ClassCastException | IllegalArgumentException e) {
      assertTrace(e, "delegates", "loops");
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Async
  private Coroutine<List<StackTraceElement>> stackWhileTheSourceSleeps() {
    Task<Integer> task = createTask(loops(delegates(failing(true)), false));
    await(sleep(ofMillis(500)));
    List<StackTraceElement> stack = task.stack();
    task.cancel();
    return value(stack);
  }

  @Test
  void aDumpShowsWhereAGeneratorEmitsAllOfAnother() {
    assertThat(Programs.run(stackWhileTheSourceSleeps()))
        .filteredOn(e -> e.getClassName().equals(GeneratorTracesTest.class.getName()))
        .extracting(StackTraceElement::getMethodName)
        .containsExactly("failing", "delegates", "loops");
  }

  // ---- synchronous generators

  @Async
  private Generator<Integer> failsAtOnce() {
    emit(1);
    throw here(new IllegalArgumentException("in the generator"));
  }

  @Async
  private Generator<Integer> catchesAround(Generator<Integer> source) {
    try {
      emit(here(source).next());
      emit(here(source).next());
    } catch (IllegalArgumentException e) {
      emit(-1);
      throw e;
    }
    return done();
  }

  @Test
  void aSynchronousGeneratorWithNoLoop() {
    try {
      for (int i : failsAtOnce()) {
        assertThat(i).isEqualTo(1);
      }
    } catch (IllegalArgumentException e) {
      assertTrace(e, "failsAtOnce");
      assertThat(ofThisClass(e))
          .element(1)
          .asString()
          .startsWith("aSynchronousGeneratorWithNoLoop:");
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Async
  private Generator<Integer> delegatesInOneThread(Object source) {
    emitAll(here(source));
    return done();
  }

  @Test
  void aSynchronousGeneratorThatDelegates() {
    try {
      for (int i : delegatesInOneThread(delegatesTwice(failsAtOnce()))) {
        assertThat(i).isEqualTo(1);
      }
    } catch (IllegalArgumentException e) {
      assertTrace(e, "failsAtOnce", "delegatesTwice", "delegatesInOneThread");
      assertThat(ofThisClass(e))
          .element(3)
          .asString()
          .startsWith("aSynchronousGeneratorThatDelegates:");
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Async
  private Generator<Integer> delegatesTwice(Generator<Integer> source) {
    emitAll(List.of(1, 1));
    return here(source);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSynchronousGeneratorThatDelegatesInACoroutine(boolean suspends) {
    assertTrace(
        failureOf(
            calls(sums(delegatesInOneThread(delegatesTwice(failsAtOnce())), suspends), suspends)),
        "failsAtOnce",
        "delegatesTwice",
        "delegatesInOneThread",
        "sums",
        "calls");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSynchronousGeneratorThatAnAsynchronousOneEmits(boolean suspends) {
    assertTrace(
        failureOf(calls(loops(delegates(delegatesInOneThread(failsAtOnce())), suspends), suspends)),
        "failsAtOnce",
        "delegatesInOneThread",
        "delegates",
        "loops",
        "calls");
  }

  @Test
  void aSynchronousGeneratorInAnother() {
    try {
      for (int i : catchesAround(failsAtOnce())) {
        assertThat(i).isIn(1, -1);
      }
    } catch (IllegalArgumentException e) {
      assertTrace(e, "failsAtOnce", "catchesAround");
      assertThat(ofThisClass(e))
          .element(2)
          .asString()
          .startsWith("aSynchronousGeneratorInAnother:");
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Async
  private Coroutine<Integer> sums(Generator<Integer> source, boolean suspends) {
    int n = 0;
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    while (here(source).hasNext()) {
      n += source.next();
    }
    return value(n);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSynchronousGeneratorInACoroutine(boolean suspends) {
    assertTrace(
        failureOf(calls(sums(failsAtOnce(), suspends), suspends)), "failsAtOnce", "sums", "calls");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void synchronousGeneratorsInACoroutine(boolean suspends) {
    assertTrace(
        failureOf(calls(sums(catchesAround(failsAtOnce()), suspends), suspends)),
        "failsAtOnce",
        "catchesAround");
  }
}
