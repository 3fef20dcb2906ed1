package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Generator;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an AsyncGenerator may emit all of, itself included, and how deep. */
class AsyncGeneratorSourcesTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  /** Whether the inner generators await around their emits. */
  private boolean suspends;

  private static Throwable argument(String message) {
    return new IllegalArgumentException(message);
  }

  @Async
  private Coroutine<@Nullable Void> pause() {
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    return done();
  }

  /** Sends each object, throws it if it is a Throwable, closes if it is "close". */
  @Async
  private static Coroutine<List<@Nullable Object>> steps(
      AsyncGenerator<?> g, @Nullable Object... steps) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object step : steps) {
      Awaitable<?> awaitable =
          step instanceof Throwable failure
              ? g.throwInto(failure)
              : "close".equals(step) ? g.closeAsync() : g.send(step);
      seen.add(await(attempt(awaitable)));
    }
    return value(seen);
  }

  private static List<@Nullable Object> run(AsyncGenerator<?> g, @Nullable Object... steps) {
    return Programs.run(steps(g, steps));
  }

  @Async
  private AsyncGenerator<String> inner() {
    try {
      await(pause());
      log.add("inner got " + emit("i1"));
      await(pause());
      log.add("inner got " + emit("i2"));
    } finally {
      await(pause());
      log.add("inner finally");
    }
    return done();
  }

  @Async
  @SuppressWarnings("NullAway") // emitAll(null) is tested
  private AsyncGenerator<@Nullable Object> outer(@Nullable Object source) {
    try {
      emitAll(source);
      log.add("outer goes on");
      log.add("outer got " + emit("o"));
    } catch (IllegalArgumentException | NullPointerException e) {
      log.add("outer caught " + e.getMessage());
      emit("after");
    } finally {
      await(pause());
      log.add("outer finally");
    }
    return done();
  }

  // ---- kinds of sources

  @Async
  private Generator<Integer> synchronous() {
    try {
      log.add("sync got " + emit(10));
      log.add("sync got " + emit(11));
    } finally {
      log.add("sync finally");
    }
    return done();
  }

  /** Counts, fails if it is told to, and says when it is closed. */
  private final class Source implements AsyncIterator<Integer>, AsyncCloseable {
    private int left = 2;
    private final @Nullable Throwable failure;

    Source(@Nullable Throwable failure) {
      this.failure = failure;
    }

    @Async
    @Override
    public Coroutine<Integer> next() {
      await(pause());
      if (left == 0) {
        throw new StopAsyncIteration();
      }
      if (left == 1 && failure != null) {
        throw new IllegalArgumentException(failure);
      }
      return value(left--);
    }

    @Async
    @Override
    public Coroutine<@Nullable Void> closeAsync() {
      await(pause());
      log.add("source closed");
      return done();
    }
  }

  @Async
  private AsyncGenerator<@Nullable Object> everything() {
    emitAll(List.of());
    emitAll(Arrays.asList(1, null));
    emitAll(List.of(2).iterator());
    emitAll(Stream.of(3));
    emitAll(IntStream.range(4, 6));
    emitAll(synchronous());
    emitAll(new Source(null));
    emitAll(inner());
    emitAll(Stream.empty());
    return done();
  }

  @Async
  private static Coroutine<List<@Nullable Object>> all(AsyncGenerator<?> g) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object element : each(g)) {
      seen.add(element);
    }
    return value(seen);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyKindOfSource(boolean suspending) {
    suspends = suspending;
    assertThat(Programs.run(all(everything())))
        .containsExactly(1, null, 2, 3, 4, 5, 10, 11, 2, 1, "i1", "i2");
  }

  @Test
  void aSynchronousGeneratorGetsWhatIsSentAndThrown() {
    assertThat(run(outer(synchronous()), null, "A", argument("x"), null))
        .containsExactly(10, 11, "after", STOPPED);
    assertThat(log)
        .containsExactly("sync got A", "sync finally", "outer caught x", "outer finally");
  }

  @Test
  void aSynchronousGeneratorIsClosedFirst() {
    assertThat(run(outer(synchronous()), null, "close")).containsExactly(10, null);
    assertThat(log).containsExactly("sync finally", "outer finally");
  }

  @Async
  private static Generator<Integer> turnsIntoNoSuchElement() {
    try {
      emit(1);
    } catch (IllegalArgumentException e) {
      throw new NoSuchElementException("in the body");
    }
    return done();
  }

  @Test
  void aSynchronousGeneratorsNoSuchElementExceptionIsNotItsEnd() {
    assertThat(run(outer(turnsIntoNoSuchElement()), null, argument("x"), null))
        .containsExactly(1, "NoSuchElementException: in the body", STOPPED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anIteratorOfTheUserIsClosedIfItCanBe(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(new Source(null)), null, "close", null)).containsExactly(2, null, STOPPED);
    assertThat(log).containsExactly("source closed", "outer finally");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsThrownAtAnIteratorOfTheUserIsThrownAtTheEmitAll(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(new Source(null)), null, argument("x"), null))
        .containsExactly(2, "after", STOPPED);
    assertThat(log).containsExactly("outer caught x", "outer finally");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailingIteratorOfTheUser(boolean suspending) {
    suspends = suspending;
    assertThat(run(outer(new Source(new ArithmeticException("no"))), null, null, null))
        .containsExactly(2, "after", STOPPED);
    assertThat(log).element(0).isEqualTo("outer caught java.lang.ArithmeticException: no");
  }

  @Test
  void anEndedInnerGeneratorHasNoElements() {
    AsyncGenerator<String> inner = inner();
    assertThat(Programs.run(all(inner))).containsExactly("i1", "i2");
    assertThat(Programs.run(all(outer(inner)))).containsExactly("o");
  }

  @Test
  void twoGeneratorsMayShareAnInnerOne() {
    AsyncGenerator<String> shared = inner();
    AsyncGenerator<@Nullable Object> a = outer(shared);
    AsyncGenerator<@Nullable Object> b = outer(shared);
    assertThat(Programs.run(alternately(a, b))).containsExactly("i1", "i2", "o", "o");
  }

  @Async
  private static Coroutine<List<@Nullable Object>> alternately(
      AsyncGenerator<?> a, AsyncGenerator<?> b) {
    return value(results(await(a.next()), await(b.next()), await(a.next()), await(b.next())));
  }

  // ---- itself

  private @Nullable AsyncGenerator<@Nullable Object> self;

  @Async
  private AsyncGenerator<@Nullable Object> emitsItself() {
    emitAll(Objects.requireNonNull(self));
    return done();
  }

  @Test
  void aGeneratorCannotEmitAllOfItself() {
    self = emitsItself();
    assertThat(run(self, null, null))
        .containsExactly(
            "IllegalStateException: send(): asynchronous generator is already running", STOPPED);
  }

  // ---- depth

  @Async
  private AsyncGenerator<Object> deep(int n) {
    try {
      if (n > 0) {
        emitAll(deep(n - 1));
        return done();
      }
      await(pause());
      Object got = emit("bottom");
      while (true) {
        await(pause());
        got = emit("bottom got " + got);
      }
    } catch (IllegalArgumentException e) {
      log.add("caught at " + n);
      emit("caught");
    } finally {
      await(pause());
      if (n == 0 || n == 1_000) {
        log.add("finally at " + n);
      }
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThousandLevelsDeepForSendThrowAndClose(boolean suspending) {
    suspends = suspending;
    assertThat(run(deep(1_000), null, "v", argument("t"), "close", null))
        .containsExactly("bottom", "bottom got v", "caught", null, STOPPED);
    assertThat(log).containsExactly("caught at 0", "finally at 0", "finally at 1000");
  }
}
