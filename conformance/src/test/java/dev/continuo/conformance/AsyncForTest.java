package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static dev.continuo.conformance.Attempts.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code for (T x : each(source))}: Python's async for. */
class AsyncForTest {

  private final List<@Nullable Object> log = new ArrayList<>();

  @Async
  private Coroutine<List<@Nullable Object>> all(AsyncIterable<?> source) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (Object element : each(source)) {
      seen.add(element);
    }
    return value(seen);
  }

  // ---- generators

  @Async
  private AsyncGenerator<Integer> two() {
    log.add("start");
    emit(1);
    log.add("mid");
    await(sleep(ofSeconds(1)));
    emit(2);
    log.add("end");
    return done();
  }

  @Async
  private Coroutine<List<@Nullable Object>> failureInTheLoop() {
    AsyncGenerator<Integer> g = two();
    try {
      for (int i : each(g)) {
        log.add("loop " + i);
        throw new IllegalArgumentException("in the loop");
      }
    } catch (IllegalArgumentException e) {
      log.add(e.getMessage());
    }
    return value(await(all(g)));
  }

  @Test
  void anExceptionInTheConsumersLoopLeavesTheGeneratorOpen() {
    assertThat(Programs.run(failureInTheLoop())).containsExactly(2);
    assertThat(log).containsExactly("start", "loop 1", "in the loop", "mid", "end");
  }

  @Async
  private Coroutine<List<@Nullable Object>> breaks() {
    AsyncGenerator<Integer> g = two();
    for (int i : each(g)) {
      log.add("loop " + i);
      break;
    }
    return value(results(await(g.next()), await(attempt(g.next()))));
  }

  @Test
  void breakDoesNotClose() {
    assertThat(Programs.run(breaks())).containsExactly(2, STOPPED);
    assertThat(log).containsExactly("start", "loop 1", "mid", "end");
  }

  @Async
  private static AsyncGenerator<@Nullable Object> nulls() {
    emit(null);
    await(yieldNow());
    emit(1);
    emit(null);
    return done();
  }

  @Test
  void nullIsAnElementLikeAnother() {
    assertThat(Programs.run(all(nulls()))).containsExactly(null, 1, null);
  }

  @Async
  private static AsyncGenerator<Integer> failing(boolean suspends) throws IOException {
    emit(1);
    if (suspends) {
      await(sleep(ofSeconds(1)));
    }
    throw new IOException("in the generator");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailureOfTheGeneratorIsThrownByTheLoopAsItIs(boolean suspends) {
    assertThatThrownBy(() -> Programs.run(all(failing(suspends))))
        .isInstanceOf(IOException.class)
        .hasMessage("in the generator")
        .hasNoCause();
  }

  @Async
  private Coroutine<List<@Nullable Object>> stopInTheLoop() {
    for (int i : each(two())) {
      log.add("loop " + i);
      throw new StopAsyncIteration(); // is not the source's
    }
    log.add("not here");
    return value(results());
  }

  @Test
  void aStopAsyncIterationOfTheLoopsBodyDoesNotEndTheLoop() {
    assertThatThrownBy(() -> Programs.run(stopInTheLoop())).isInstanceOf(StopAsyncIteration.class);
    assertThat(log).containsExactly("start", "loop 1");
  }

  // ---- iterators of the user

  /** Counts down, then stops or fails. */
  private final class Countdown implements AsyncIterator<Integer> {
    private int left;
    private final @Nullable RuntimeException failure;
    private final boolean suspends;

    Countdown(int left, @Nullable RuntimeException failure, boolean suspends) {
      this.left = left;
      this.failure = failure;
      this.suspends = suspends;
    }

    @Override
    public AsyncIterator<Integer> asyncIterator() {
      log.add("asyncIterator");
      return this;
    }

    @Async
    @Override
    public Coroutine<Integer> next() {
      if (suspends) {
        await(sleep(ofSeconds(1)));
      }
      if (left == 0) {
        throw failure != null ? failure : new StopAsyncIteration();
      }
      return value(--left);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anIteratorOfTheUserIsAskedForItsIteratorOnce(boolean suspends) {
    assertThat(Programs.run(all(new Countdown(3, null, suspends)))).containsExactly(2, 1, 0);
    assertThat(log).containsExactly("asyncIterator");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailureOfItsNextIsThrownByTheLoop(boolean suspends) {
    var failure = new IllegalArgumentException("next fails");
    assertThatThrownBy(() -> Programs.run(all(new Countdown(1, failure, suspends))))
        .isSameAs(failure);
  }

  /** Its next() throws instead of giving an awaitable that fails. */
  private static AsyncIterator<Integer> throwing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  @Test
  void nextMayThrowAtOnce() {
    assertThat(Programs.run(all(throwing(new StopAsyncIteration())))).isEmpty();
    assertThatThrownBy(() -> Programs.run(all(throwing(new ArithmeticException("at once")))))
        .hasMessage("at once");
  }

  @Async
  private Coroutine<List<@Nullable Object>> twice(AsyncIterable<Integer> source) {
    List<@Nullable Object> seen = new ArrayList<>();
    for (int i : each(source)) {
      for (int j : each(source)) {
        seen.add(i * 10 + j);
      }
    }
    return value(seen);
  }

  @Test
  void anIterableOfTheUserGivesEveryLoopAnIteratorOfItsOwn() {
    AsyncIterable<Integer> source =
        () -> {
          log.add("new");
          return new Countdown(2, null, true);
        };
    assertThat(Programs.run(twice(source))).containsExactly(11, 10, 1, 0);
    assertThat(log).containsExactly("new", "new", "new");
  }

  @Test
  void aFailureOfAsyncIteratorIsThrownByTheLoop() {
    AsyncIterable<Integer> source =
        () -> {
          throw new ArithmeticException("no iterator");
        };
    assertThatThrownBy(() -> Programs.run(all(source))).hasMessage("no iterator");
  }

  @Test
  void theElementsOfAnIteratorMayBeFuturesThatAreDone() {
    List<@Nullable Object> left = results(1, null, 2);
    AsyncIterator<@Nullable Object> source =
        () -> {
          if (left.isEmpty()) {
            throw new StopAsyncIteration();
          }
          return value(left.remove(0));
        };
    assertThat(Programs.run(all(source))).containsExactly(1, null, 2);
  }

  // ---- lists of awaitables

  @Async
  private Coroutine<Long> inOrder() {
    for (String s :
        each(List.of(sleep(ofSeconds(2), "slow"), createTask(sleep(ofSeconds(1), "fast"))))) {
      log.add(s);
    }
    return value(EventLoop.running().time());
  }

  @Test
  void aListOfAwaitablesIsAwaitedInItsOrder() {
    assertThat(Programs.run(inOrder())).isEqualTo(ofSeconds(2).toNanos());
    assertThat(log).containsExactly("slow", "fast");
  }

  @Async
  private Coroutine<List<@Nullable Object>> withFailure() {
    List<Awaitable<Integer>> source =
        List.of(value(1), attemptFails(), sleep(ofSeconds(1), 3), value(4));
    try {
      for (int i : each(source)) {
        log.add(i);
      }
    } catch (IllegalArgumentException e) {
      log.add(e.getMessage());
    }
    for (Object element : each(List.<Awaitable<Object>>of())) {
      log.add(element);
    }
    source.forEach(
        left -> {
          if (left instanceof Coroutine<Integer> coroutine) {
            coroutine.close(); // those that were not reached
          }
        });
    return value(log);
  }

  @Async
  private static Coroutine<Integer> attemptFails() {
    await(yieldNow());
    throw new IllegalArgumentException("second");
  }

  @Test
  void aFailureInAListOfAwaitablesIsThrownByTheLoop() {
    assertThat(Programs.run(withFailure())).containsExactly(1, "second");
  }

  // ---- size and depth

  @Async
  private static AsyncGenerator<Integer> count(int every) {
    for (int i = 1; ; i++) {
      if (every > 0 && i % every == 0) {
        await(yieldNow());
      }
      emit(i);
    }
  }

  @Async
  private static Coroutine<Long> sumOfAMillion(AsyncGenerator<Integer> source) {
    long sum = 0;
    for (int i : each(source)) {
      sum += i;
      if (i == 1_000_000) {
        break;
      }
    }
    return value(sum);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000})
  void aMillionElementsTakeNoStack(int every) {
    assertThat(Programs.run(sumOfAMillion(count(every)))).isEqualTo(500_000_500_000L);
  }

  @Async
  private static AsyncGenerator<Integer> nested(int depth, boolean suspends) {
    if (depth == 0) {
      for (int i = 0; i < 3; i++) {
        if (suspends) {
          await(yieldNow());
        }
        emit(i);
      }
      return done();
    }
    for (int i : each(nested(depth - 1, suspends))) {
      emit(i + 1);
    }
    return done();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generatorsNestedInLoopsThreeHundredDeep(boolean suspends) {
    assertThat(Programs.run(all(nested(300, suspends)))).containsExactly(300, 301, 302);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void generatorsNestedInLoopsThreeThousandDeep(boolean suspends) {
    assertThat(Programs.run(all(nested(3_000, suspends)))).containsExactly(3_000, 3_001, 3_002);
  }

  // ---- without a loop

  @Async
  private AsyncGenerator<Integer> afterFuture(CompletableFuture<Integer> future) {
    emit(0);
    try {
      emit(await(future));
      emit(await(future) + 1);
    } finally {
      log.add("finally");
    }
    return done();
  }

  @Async
  private CompletableFuture<List<@Nullable Object>> eagerly(CompletableFuture<Integer> future) {
    List<@Nullable Object> seen = new ArrayList<>();
    try (AsyncGenerator<Integer> g = afterFuture(future)) {
      for (int i : each(g)) {
        log.add("got " + i);
        seen.add(i);
        if (i == 7) {
          break;
        }
      }
    }
    return value(seen);
  }

  @Test
  void aMethodWithNoLoopConsumesGeneratorsToo() {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    CompletableFuture<List<@Nullable Object>> all = eagerly(future);
    assertThat(all).isNotDone();
    assertThat(log).containsExactly("got 0");
    future.complete(7);
    assertThat(all.join()).containsExactly(0, 7);
    assertThat(log).containsExactly("got 0", "got 7", "finally");
  }

  // ---- iterators by hand

  @Async
  private Coroutine<Void> asksAgain(AsyncIterable<Integer> source) {
    Iterator<Integer> it = each(source).iterator();
    log.add(results(it.hasNext(), it.hasNext(), it.next()));
    while (it.hasNext()) {
      log.add(it.next());
    }
    log.add(it.hasNext());
    return done();
  }

  @Test
  void hasNextAskedAgainLosesNothing() {
    Programs.run(asksAgain(AsyncIterable.of(1, 2, 3)));
    Programs.run(asksAgain(two()));
    assertThat(log)
        .containsExactly(
            List.of(true, true, 1),
            2,
            3,
            false,
            "start",
            List.of(true, true, 1),
            "mid",
            2,
            "end",
            false);
  }
}
