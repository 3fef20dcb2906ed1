package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncFuture;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.StopAsyncIteration;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the operators of AsyncIterable close their sources, and what ends with them. Long because
 * each operator is held to the same rules.
 */
class StreamClosingTest {

  @SuppressWarnings("StaticAssignmentOfThrowable") // tests look for this very object
  private static final RuntimeException BROKEN = new IllegalStateException("broken");

  private static Probe<Integer> numbers(int count, boolean suspends) {
    return Probe.upTo(count).suspending(suspends);
  }

  private static <T extends @Nullable Object> T failingFunction(T element) {
    throw BROKEN;
  }

  @Async
  static <T extends @Nullable Object> Coroutine<T> failingCoroutine(T element) throws IOException {
    await(sleep(ofMillis(1)));
    throw new IOException("disk");
  }

  /** Runs a chain to its end by hand; the source must be closed before the end is reported. */
  @Async
  static Coroutine<String> iterated(
      Probe<Integer> source, Function<AsyncIterable<Integer>, AsyncIterable<?>> operators) {
    AsyncIterator<?> iterator = operators.apply(source).asyncIterator();
    int count = 0;
    try {
      for (; ; ) {
        await(iterator.next());
        count++;
      }
    } catch (StopAsyncIteration e) {
      return value(count + " elements, closed " + source.closed);
    } catch (Exception e) {
      return value(count + " elements, closed " + source.closed + ", " + e.getMessage());
    }
  }

  private static String run(
      Probe<Integer> source, Function<AsyncIterable<Integer>, AsyncIterable<?>> operators) {
    return Programs.run(iterated(source, operators));
  }

  // ---- early ends

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatEndsEarlyClosesItsSource(boolean suspends) {
    assertThat(run(numbers(9, suspends), s -> s.take(2))).isEqualTo("2 elements, closed 1");
    assertThat(run(numbers(9, suspends), s -> s.map(n -> n).takeWhile(n -> n < 3).chunked(2)))
        .isEqualTo("1 elements, closed 1");
    assertThat(run(numbers(9, suspends), s -> s.zip(numbers(3, suspends), Integer::sum)))
        .isEqualTo("3 elements, closed 1");
    assertThat(run(numbers(9, suspends), s -> numbers(3, suspends).zip(s, Integer::sum)))
        .isEqualTo("3 elements, closed 1");
    assertThat(run(numbers(9, suspends), s -> s.buffer(2).take(1)))
        .isEqualTo("1 elements, closed 1");
    assertThat(run(numbers(9, suspends), s -> AsyncIterable.merge(s, numbers(9, suspends)).take(3)))
        .isEqualTo("3 elements, closed 1");
    assertThat(run(numbers(9, suspends), s -> s.flatMerge(2, n -> numbers(9, suspends)).take(3)))
        .isEqualTo("3 elements, closed 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsReadToItsEndIsNotClosed(boolean suspends) {
    assertThat(run(numbers(3, suspends), s -> s.map(n -> n).take(9)))
        .isEqualTo("3 elements, closed 0");
    assertThat(run(numbers(3, suspends), s -> s.buffer(1))).isEqualTo("3 elements, closed 0");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takeClosesOnlyWhenItIsAskedForMore(boolean suspends) {
    Probe<Integer> source = numbers(9, suspends);
    Programs.run(first(source.take(1)));
    assertThat(source.closed).isZero();
  }

  @Async
  static Coroutine<Integer> first(AsyncIterable<Integer> stream) {
    return value(await(stream.asyncIterator().next()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flatMapClosesAnInnerSourceThatEndsEarlyBeforeTheNext(boolean suspends) {
    List<Probe<Integer>> inner = new ArrayList<>();
    List<Integer> closedBefore = new ArrayList<>();
    Probe<Integer> outer = numbers(3, suspends);
    List<Integer> list =
        Programs.run(
            outer
                .flatMap(
                    n -> {
                      closedBefore.add(inner.stream().mapToInt(p -> p.closed).sum());
                      inner.add(numbers(9, suspends));
                      return inner.get(inner.size() - 1).take(1);
                    })
                .toList());
    assertThat(list).containsExactly(1, 1, 1);
    assertThat(closedBefore).containsExactly(0, 1, 2);
    assertThat(outer.closed).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endsOfChainsCloseWhatTheyDoNotReadToTheEnd(boolean suspends) {
    Probe<Integer> source = numbers(9, suspends);
    Programs.run(source.map(n -> n).findFirst());
    assertThat(source.closed).isEqualTo(1);
    assertThatThrownBy(() -> Programs.run(source.forEach(StreamClosingTest::failingFunction)))
        .isSameAs(BROKEN);
    assertThat(source.closed).isEqualTo(2);
    assertThatThrownBy(() -> Programs.run(source.forEachAsync(StreamClosingTest::failingCoroutine)))
        .isInstanceOf(IOException.class);
    assertThat(source.closed).isEqualTo(3);
    assertThatThrownBy(() -> Programs.run(source.reduce((a, b) -> failingFunction(a))))
        .isSameAs(BROKEN);
    assertThat(source.closed).isEqualTo(4);
  }

  // ---- failures

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailingFunctionClosesTheSource(boolean suspends) {
    List<Function<AsyncIterable<Integer>, AsyncIterable<?>>> operators =
        List.of(
            s -> s.map(StreamClosingTest::failingFunction),
            s -> s.filter(n -> failingFunction(true)),
            s -> s.takeWhile(n -> failingFunction(true)),
            s -> s.dropWhile(n -> failingFunction(true)),
            s -> s.flatMap(n -> failingFunction(s)),
            s -> s.flatMerge(2, n -> failingFunction(s)),
            s -> s.map(StreamClosingTest::failingFunction).buffer(2),
            s -> AsyncIterable.merge(s.filter(n -> failingFunction(true))),
            s -> s.zip(numbers(3, suspends), (a, b) -> failingFunction(a)));
    for (var operator : operators) {
      assertThat(run(numbers(9, suspends), operator)).isEqualTo("0 elements, closed 1, broken");
    }
    assertThat(run(numbers(9, suspends), s -> s.scan(0, (a, b) -> failingFunction(a))))
        .isEqualTo("1 elements, closed 1, broken");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailingCoroutineClosesTheSource(boolean suspends) {
    assertThat(run(numbers(9, suspends), s -> s.mapAsync(StreamClosingTest::failingCoroutine)))
        .isEqualTo("0 elements, closed 1, disk");
    assertThat(run(numbers(9, suspends), s -> s.filterAsync(n -> failingCoroutine(true))))
        .isEqualTo("0 elements, closed 1, disk");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFailingSourceFailsTheChainWithItsOwnException(boolean suspends) {
    List<Function<AsyncIterable<Integer>, AsyncIterable<?>>> operators =
        List.of(
            s -> s.map(n -> n),
            s -> s.mapAsync(n -> value(n)),
            s -> s.filterAsync(n -> value(true)),
            s -> s.skip(0).take(5).takeWhile(n -> true),
            s -> s.flatMap(n -> AsyncIterable.of(n)),
            s -> s.zip(AsyncIterable.range(0, 9), Integer::sum),
            s -> s.buffer(1),
            s -> s.buffer(9),
            s -> AsyncIterable.merge(s),
            s -> s.flatMerge(1, n -> AsyncIterable.of(n)),
            s -> s.timeout(Duration.ofSeconds(1)));
    for (var operator : operators) {
      Probe<Integer> source = numbers(2, suspends).failing(BROKEN);
      assertThat(run(source, operator)).isEqualTo("2 elements, closed 1, broken");
      assertThatThrownBy(
              () ->
                  Programs.run(
                      operator.apply(numbers(2, suspends).failing(BROKEN)).forEach(x -> {})))
          .isSameAs(BROKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFailureOfOneSideOfZipClosesTheOther(boolean suspends) {
    Probe<Integer> other = numbers(9, suspends);
    assertThatThrownBy(
            () ->
                Programs.run(
                    numbers(2, suspends).failing(BROKEN).zip(other, Integer::sum).toList()))
        .isSameAs(BROKEN);
    assertThat(other.closed).isEqualTo(1);
  }

  @Test
  void aFunctionThatThrowsTheEndOfIterationIsAFailure() {
    assertThat(
            run(
                numbers(3, true),
                s ->
                    s.map(
                        n -> {
                          throw new StopAsyncIteration();
                        })))
        .startsWith("0 elements, closed 1, an operator's function threw StopAsyncIteration");
  }

  @Test
  void whatFailsWhileClosingIsSuppressedByTheFailureAndElseThrown() {
    IOException closing = new IOException("close");
    class Unclosable implements AsyncIterator<Integer>, AsyncCloseable {
      @Override
      @Async
      public Coroutine<Integer> next() {
        return value(1);
      }

      @Override
      public Awaitable<@Nullable Void> closeAsync() {
        AsyncFuture<@Nullable Void> closed = EventLoop.running().createFuture();
        closed.setException(closing);
        return closed;
      }
    }
    assertThatThrownBy(() -> Programs.run(new Unclosable().take(1).toList())).isSameAs(closing);
    assertThatThrownBy(
            () -> Programs.run(new Unclosable().map(StreamClosingTest::failingFunction).toList()))
        .isSameAs(BROKEN)
        .satisfies(e -> assertThat(e.getSuppressed()).contains(closing));
  }

  // ---- closing by hand

  @Async
  static Coroutine<String> closedByHand(
      Probe<Integer> source, AsyncIterable<?> stream, int elements) {
    AsyncIterator<?> iterator = stream.asyncIterator();
    for (int i = 0; i < elements; i++) {
      await(iterator.next());
    }
    await(((AsyncCloseable) iterator).closeAsync());
    int tasks = allTasks().size();
    await(((AsyncCloseable) iterator).closeAsync());
    try {
      await(iterator.next());
      return value("not closed");
    } catch (StopAsyncIteration e) {
      return value("closed " + source.closed + ", tasks " + tasks);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingTheIteratorClosesTheSourceOnceAndEndsTheTasks(boolean suspends) {
    List<Function<Probe<Integer>, AsyncIterable<?>>> operators =
        List.of(
            s -> s.map(n -> n),
            s -> s.mapAsync(n -> value(n)).filter(n -> true).chunked(1),
            s -> s.flatMap(n -> AsyncIterable.of(n, n)),
            s -> s.zip(AsyncIterable.range(0, 9), Integer::sum),
            s -> s.buffer(1),
            s -> s.buffer(3).map(n -> n).buffer(3),
            s -> AsyncIterable.merge(s, AsyncIterable.of(1)),
            s -> s.flatMerge(3, n -> AsyncIterable.of(1)),
            s -> s.sample(ofMillis(15)),
            s -> s.debounce(ofMillis(0)),
            s -> s.timeout(ofMillis(15)));
    for (var operator : operators) {
      for (int elements = 0; elements < 2; elements++) {
        Probe<Integer> source = Probe.upTo(9).every(ofMillis(suspends ? 10 : 100));
        boolean isMerge = operators.indexOf(operator) == 6; // starts its sources when it is asked
        boolean isTooSlow = !suspends && operators.indexOf(operator) == operators.size() - 1;
        assertThat(
                Programs.run(
                    closedByHand(source, operator.apply(source), isTooSlow ? 0 : elements)))
            .as("operator %s after %s", operators.indexOf(operator), elements)
            .isEqualTo("closed " + source.iterations + ", tasks 1");
        assertThat(source.iterations).isEqualTo(isMerge && elements == 0 ? 0 : 1);
      }
    }
  }

  @Async
  static Coroutine<String> closedWhileUnderWay(AsyncIterable<Integer> stream) {
    AsyncIterator<Integer> iterator = stream.asyncIterator();
    var first = ensureFuture(iterator.next());
    await(yieldNow());
    try {
      await(((AsyncCloseable) iterator).closeAsync());
      return value("closed");
    } catch (IllegalStateException e) {
      return value(e.getMessage() + " " + await(first));
    }
  }

  @Test
  void closingWhileNextIsUnderWayFails() {
    assertThat(Programs.run(closedWhileUnderWay(numbers(3, true).map(n -> n))))
        .isEqualTo("closeAsync() while next() is under way 1");
  }

  // ---- cancellation

  @Async
  static Coroutine<String> cancelled(Probe<Integer> source, Coroutine<?> consumer) {
    Task<?> task = createTask(consumer);
    await(sleep(ofMillis(15)));
    task.cancel();
    String outcome;
    try {
      await(task);
      outcome = "finished";
    } catch (CancelledError e) {
      outcome = "cancelled";
    }
    return value(
        outcome
            + ", source cancelled "
            + source.cancelled
            + " closed "
            + source.closed
            + ", tasks "
            + allTasks().size());
  }

  @Test
  void cancellationOfTheConsumerReachesTheSourceAndClosesIt() {
    List<Function<Probe<Integer>, AsyncIterable<?>>> operators =
        List.of(
            s -> s.map(n -> n),
            s -> s.mapAsync(n -> value(n)).filter(n -> true).chunked(3),
            s -> AsyncIterable.of(1, 2).flatMap(n -> s),
            s -> AsyncIterable.range(0, 9).zip(s, Integer::sum),
            s -> s.buffer(1),
            s -> s.buffer(3).map(n -> n).buffer(3),
            s -> AsyncIterable.merge(AsyncIterable.of(1), s),
            s -> AsyncIterable.of(1).flatMerge(3, n -> s),
            s -> s.sample(ofMillis(100)),
            s -> s.debounce(ofMillis(100)),
            s -> s.timeout(ofMillis(100)));
    for (var operator : operators) {
      Probe<Integer> source = numbers(9, true);
      assertThat(Programs.run(cancelled(source, operator.apply(source).toList())))
          .as("operator %s", operators.indexOf(operator))
          .isEqualTo("cancelled, source cancelled 1 closed 1, tasks 1");
    }
  }

  @Test
  void cancellationReachesTheFunctionThatIsAwaited() {
    Probe<Integer> source = numbers(9, false);
    assertThat(
            Programs.run(
                cancelled(source, source.mapAsync(n -> sleep(Duration.ofSeconds(9), n)).toList())))
        .isEqualTo("cancelled, source cancelled 0 closed 1, tasks 1");
  }

  @Async
  static Coroutine<String> cancelledTwice(Probe<Integer> source) {
    Task<?> task = createTask(source.buffer(1).toList());
    await(sleep(ofMillis(15)));
    task.cancel(); // the source takes 10 ms to close
    await(sleep(ofMillis(5)));
    task.cancel();
    try {
      await(task);
      return value("finished");
    } catch (CancelledError e) {
      return value("cancelled, tasks " + allTasks().size());
    }
  }

  @Test
  void aSecondCancellationWhileClosingIsNotLostAndNoTaskIsLeft() {
    assertThat(Programs.run(cancelledTwice(numbers(9, true)))).isEqualTo("cancelled, tasks 1");
  }

  @Async
  static Coroutine<String> suppressedCancel() {
    Task<String> task = createTask(closesThenGoesOn());
    await(sleep(ofMillis(5)));
    task.cancel();
    try {
      return value(await(task));
    } catch (CancelledError e) {
      return value("cancelled");
    }
  }

  @Async
  static Coroutine<String> closesThenGoesOn() {
    Probe<Integer> source = Probe.upTo(9).every(ofMillis(1));
    AsyncIterator<Integer> iterator = source.buffer(1).asyncIterator();
    await(iterator.next());
    source.every(ofMillis(100)); // its close will take long
    await(((AsyncCloseable) iterator).closeAsync());
    await(sleep(ofMillis(1)));
    return value("went on");
  }

  @Test
  void aCancellationWhileATaskIsAwaitedInCloseIsNotSwallowed() {
    assertThat(Programs.run(suppressedCancel())).isEqualTo("cancelled");
  }
}
