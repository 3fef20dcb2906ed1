package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncGenerator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.GeneratorExit;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code closeAsync} of async generators, as PEP 525's aclose, and awaited try-with-resources. */
class AsyncGeneratorCloseTest {

  private static final String IGNORED =
      "IllegalStateException: async generator ignored GeneratorExit";

  private final List<@Nullable Object> log = new ArrayList<>();

  /** What the steps "next", "close" and "throw" give, one after another. */
  @Async
  private static Coroutine<List<@Nullable Object>> steps(AsyncGenerator<?> g, String... steps) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (String step : steps) {
      Awaitable<?> awaitable =
          switch (step) {
            case "next" -> g.next();
            case "close" -> g.closeAsync();
            default -> g.throwInto(new IllegalArgumentException(step));
          };
      seen.add(await(attempt(awaitable)));
    }
    return value(seen);
  }

  private static List<@Nullable Object> run(AsyncGenerator<?> g, String... steps) {
    return Programs.run(steps(g, steps));
  }

  @Async
  private AsyncGenerator<Integer> two() {
    log.add("start");
    emit(1);
    emit(2);
    log.add("end");
    return done();
  }

  @Test
  void aFreshGeneratorThatIsClosedNeverRuns() {
    assertThat(run(two(), "close", "next", "close")).containsExactly(null, STOPPED, null);
    assertThat(log).isEmpty();
  }

  @Test
  void aFinishedGeneratorIsLeftAlone() {
    assertThat(run(two(), "next", "next", "next", "close", "close", "next"))
        .containsExactly(1, 2, STOPPED, null, null, STOPPED);
    assertThat(log).containsExactly("start", "end");
  }

  @Async
  private static AsyncGenerator<Integer> failing() {
    emit(1);
    await(yieldNow());
    throw new IllegalArgumentException("body");
  }

  @Test
  void aFailedGeneratorIsLeftAlone() {
    assertThat(run(failing(), "next", "next", "close", "next"))
        .containsExactly(1, "IllegalArgumentException: body", null, STOPPED);
  }

  @Async
  private AsyncGenerator<Integer> nested() {
    try {
      try {
        emit(1);
      } finally {
        await(sleep(ofSeconds(1)));
        log.add("inner");
      }
      log.add("not here");
    } finally {
      await(sleep(ofSeconds(1)));
      log.add("outer");
    }
    return done();
  }

  @Test
  void theFinallyBlocksRunInnermostFirstWithTheirAwaitsAndOnce() {
    assertThat(run(nested(), "next", "close", "close", "next"))
        .containsExactly(1, null, null, STOPPED);
    assertThat(log).containsExactly("inner", "outer");
  }

  @Async
  private AsyncGenerator<Integer> catchesExceptions() {
    try {
      emit(1);
    } catch (Exception e) {
      log.add("caught " + e);
    }
    return done();
  }

  @Test
  void catchExceptionDoesNotSeeTheExit() {
    assertThat(run(catchesExceptions(), "next", "close")).containsExactly(1, null);
    assertThat(log).isEmpty();
  }

  @Async
  private AsyncGenerator<Integer> returnsOnExit() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      await(yieldNow());
      log.add("exit");
      return done();
    }
    log.add("not here");
    return done();
  }

  @Test
  void aBodyMayCatchTheExitAwaitAndReturn() {
    assertThat(run(returnsOnExit(), "next", "close", "next")).containsExactly(1, null, STOPPED);
    assertThat(log).containsExactly("exit");
  }

  @Async
  private AsyncGenerator<Integer> throwsOnExit() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      await(yieldNow());
      throw new IllegalArgumentException("other");
    }
    return done();
  }

  @Test
  void anotherExceptionInPlaceOfTheExitIsThrownByTheClose() {
    assertThat(run(throwsOnExit(), "next", "close", "next", "close"))
        .containsExactly(1, "IllegalArgumentException: other", STOPPED, null);
  }

  // ---- ignoring it

  @Async
  private AsyncGenerator<Integer> emitsInFinally() {
    try {
      emit(1);
    } finally {
      log.add("before");
      await(sleep(ofSeconds(1)));
      emit(2);
      log.add("after");
    }
    return done();
  }

  @Test
  void anEmitInAFinallyBlockIgnoresTheExitAndMayGoOn() {
    assertThat(run(emitsInFinally(), "next", "close", "next", "close", "next"))
        .containsExactly(1, IGNORED, "GeneratorExit", null, STOPPED);
    assertThat(log).containsExactly("before", "after");
  }

  @Test
  void aSecondCloseEndsTheFinallyBlockThatIgnoredTheFirst() {
    assertThat(run(emitsInFinally(), "next", "close", "close", "next"))
        .containsExactly(1, IGNORED, null, STOPPED);
    assertThat(log).containsExactly("before");
  }

  @Test
  void closingInsideTheFinallyBlockThatAnExceptionEntered() {
    assertThat(run(emitsInFinally(), "next", "boom", "close", "next"))
        .containsExactly(1, 2, null, STOPPED);
    assertThat(log).containsExactly("before");
  }

  @Async
  private AsyncGenerator<Integer> catchesAndEmits() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      log.add("caught");
      emit(2); // at once, with no await before it
    }
    log.add("end");
    return done();
  }

  @Test
  void anEmitInTheHandlerOfTheExitIgnoresIt() {
    assertThat(run(catchesAndEmits(), "next", "close", "next", "close"))
        .containsExactly(1, IGNORED, STOPPED, null);
    assertThat(log).containsExactly("caught", "end");
  }

  // ---- the awaitable of a close

  @Async
  private Coroutine<List<@Nullable Object>> closesLate() {
    AsyncGenerator<Integer> g = two();
    Awaitable<@Nullable Void> close = g.closeAsync();
    return value(
        results(await(g.next()), await(close), await(attempt(close)), await(attempt(g.next()))));
  }

  @Test
  void aCloseRunsWhenItIsAwaitedAndOnce() {
    assertThat(Programs.run(closesLate()))
        .containsExactly(
            1, null, "IllegalStateException: cannot reuse already awaited coroutine", STOPPED);
  }

  @Async
  private AsyncGenerator<Integer> awaitsOnExit() {
    try {
      emit(1);
    } finally {
      log.add("exit");
      await(sleep(ofSeconds(5)));
      log.add("not here");
    }
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> cancelsTheClose() {
    AsyncGenerator<Integer> g = awaitsOnExit();
    await(g.next());
    Task<@Nullable Object> closing = createTask(attempt(g.closeAsync()));
    await(sleep(ofSeconds(1)));
    closing.cancel();
    return value(results(await(closing), await(attempt(g.next())), await(g.closeAsync())));
  }

  @Test
  void cancellingACloseCancelsTheAwaitInTheFinallyBlock() {
    // CPython 3.11 to 3.13 leaves the generator "already running" after that.
    assertThat(Programs.run(cancelsTheClose())).containsExactly("CancelledError", STOPPED, null);
    assertThat(log).containsExactly("exit");
  }

  // ---- try-with-resources

  @Async
  private Coroutine<List<@Nullable Object>> inTry(AsyncGenerator<Integer> source, boolean fails) {
    try (AsyncGenerator<Integer> g = source) {
      for (int i : each(g)) {
        log.add("got " + i);
        if (fails) {
          throw new ArithmeticException("in the block");
        }
        break;
      }
      log.add("end of the block");
    }
    log.add("after the block");
    return value(results());
  }

  /** The messages of what the program throws and of what that suppresses. */
  private List<@Nullable Object> failure(AsyncGenerator<Integer> source, boolean fails) {
    try {
      Programs.run(inTry(source, fails));
      return results();
    } catch (Exception e) {
      List<@Nullable Object> messages = results(e.getMessage());
      for (Throwable suppressed : e.getSuppressed()) {
        messages.add(suppressed.getMessage());
      }
      return messages;
    }
  }

  @Test
  void tryWithResourcesAwaitsTheClose() {
    assertThat(failure(nested(), false)).isEmpty();
    assertThat(log)
        .containsExactly("got 1", "end of the block", "inner", "outer", "after the block");
  }

  @Test
  void tryWithResourcesClosesWhenItsBlockFails() {
    assertThat(failure(nested(), true)).containsExactly("in the block");
    assertThat(log).containsExactly("got 1", "inner", "outer");
  }

  @Test
  void theFailureOfTheCloseIsSuppressedByThatOfTheBlock() {
    assertThat(failure(throwsOnExit(), true)).containsExactly("in the block", "other");
  }

  @Test
  void theFailureOfTheCloseIsThrownAfterABlockThatEnded() {
    assertThat(failure(throwsOnExit(), false)).containsExactly("other");
    assertThat(log).containsExactly("got 1", "end of the block");
  }

  @Test
  void ignoringTheExitOfTryWithResourcesIsAFailureToo() {
    assertThat(failure(catchesAndEmits(), true))
        .containsExactly("in the block", "async generator ignored GeneratorExit");
  }
}
