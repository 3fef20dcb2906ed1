package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each operator of AsyncIterable makes of its source, whether that suspends or not. Long
 * because there are many operators.
 */
class StreamOperatorsTest {

  @SuppressWarnings("StaticAssignmentOfThrowable") // tests look for this very object
  private static final RuntimeException BROKEN = new IllegalStateException("broken");

  private static <T extends @Nullable Object> List<T> list(AsyncIterable<T> stream) {
    return Programs.run(stream.toList());
  }

  private static Probe<Integer> numbers(int count, boolean suspends) {
    return Probe.upTo(count).suspending(suspends);
  }

  private static Probe<@Nullable String> nulls(boolean suspends) {
    return Probe.withNulls().suspending(suspends);
  }

  @Async
  static Coroutine<Integer> tenfold(int n) {
    await(sleep(ofMillis(n)));
    return value(n * 10);
  }

  @Async
  static Coroutine<Boolean> isOdd(int n) throws IOException {
    if (n > 2) {
      await(sleep(ofMillis(1)));
    }
    return value(n % 2 == 1);
  }

  // ---- sources

  @Test
  @SuppressWarnings("NullAway") // does not read what the type variable of of() allows
  void ofGivesItsElementsEachTime() {
    AsyncIterable<@Nullable String> stream = AsyncIterable.of("a", null, "b");
    assertThat(list(stream)).containsExactly("a", null, "b");
    assertThat(list(stream)).containsExactly("a", null, "b");
  }

  @Test
  void emptyGivesNothing() {
    assertThat(list(AsyncIterable.<String>empty())).isEmpty();
    assertThat(list(AsyncIterable.of())).isEmpty();
  }

  @Test
  void rangeExcludesItsEnd() {
    assertThat(list(AsyncIterable.range(2, 5))).containsExactly(2, 3, 4);
    assertThat(list(AsyncIterable.range(5, 2))).isEmpty();
  }

  @Test
  void fromTakesAnIterable() {
    assertThat(list(AsyncIterable.from(List.of(1, 2)))).containsExactly(1, 2);
  }

  @Test
  void fromTakesAStreamOnceAndClosesIt() {
    List<String> log = new ArrayList<>();
    AsyncIterable<Integer> stream =
        AsyncIterable.from(Stream.of(1, 2).onClose(() -> log.add("closed")));
    assertThat(list(stream)).containsExactly(1, 2);
    assertThat(log).containsExactly("closed");
    assertThatThrownBy(() -> list(stream)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void fromClosesAnIteratorThatIsAutoCloseable() {
    List<String> log = new ArrayList<>();
    class Lines implements java.util.Iterator<Integer>, AutoCloseable {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public Integer next() {
        return 1;
      }

      @Override
      public void close() {
        log.add("closed");
      }
    }
    Iterable<Integer> source = Lines::new;
    assertThat(list(AsyncIterable.from(source).take(1))).containsExactly(1);
    assertThat(log).containsExactly("closed");
  }

  // ---- map, filter

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mapAppliesTheFunction(boolean suspends) {
    assertThat(list(numbers(3, suspends).map(n -> n + 1))).containsExactly(2, 3, 4);
    assertThat(list(numbers(1, suspends).map(n -> "n" + n))).containsExactly("n1");
    assertThat(list(numbers(0, suspends).map(n -> n))).isEmpty();
    assertThat(list(nulls(suspends).map(s -> s))).containsExactly(null, "a", null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mapAsyncAwaitsTheFunction(boolean suspends) {
    assertThat(list(numbers(3, suspends).mapAsync(StreamOperatorsTest::tenfold)))
        .containsExactly(10, 20, 30);
    assertThat(list(numbers(0, suspends).mapAsync(StreamOperatorsTest::tenfold))).isEmpty();
    assertThat(list(nulls(suspends).<@Nullable String>mapAsync(s -> value(s))))
        .containsExactly(null, "a", null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mapAsyncTakesALambdaThatAwaits(boolean suspends) {
    assertThat(list(numbers(2, suspends).mapAsync(n -> value(await(tenfold(n)) + 1))))
        .containsExactly(11, 21);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filterKeepsWhatFits(boolean suspends) {
    assertThat(list(numbers(6, suspends).filter(n -> n % 2 == 0))).containsExactly(2, 4, 6);
    assertThat(list(numbers(6, suspends).filter(n -> false))).isEmpty();
    assertThat(list(nulls(suspends).filter(s -> s == null))).containsExactly(null, null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void filterAsyncKeepsWhatFits(boolean suspends) {
    assertThat(list(numbers(5, suspends).filterAsync(StreamOperatorsTest::isOdd)))
        .containsExactly(1, 3, 5);
    assertThat(list(numbers(5, suspends).filterAsync(n -> value(!await(isOdd(n))))))
        .containsExactly(2, 4);
    assertThat(list(nulls(suspends).filterAsync(s -> value(s == null))))
        .containsExactly(null, null);
  }

  @Test
  @SuppressWarnings("NullAway") // the mistake that this is about
  void filterAsyncRefusesNullForAnAnswer() {
    assertThatThrownBy(() -> list(numbers(1, false).filterAsync(n -> value((Boolean) null))))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("filterAsync");
  }

  // ---- flatMap

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flatMapGivesOneInnerSourceAfterTheOther(boolean suspends) {
    assertThat(list(numbers(3, suspends).flatMap(n -> numbers(n, suspends))))
        .containsExactly(1, 1, 2, 1, 2, 3);
    assertThat(list(numbers(3, suspends).flatMap(n -> AsyncIterable.empty()))).isEmpty();
    assertThat(list(numbers(2, suspends).flatMap(n -> nulls(!suspends))))
        .containsExactly(null, "a", null, null, "a", null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flatMapFailsWithTheInnerSource(boolean suspends) {
    Probe<Integer> outer = numbers(3, suspends);
    assertThatThrownBy(() -> list(outer.flatMap(n -> numbers(1, suspends).failing(BROKEN))))
        .isSameAs(BROKEN);
    assertThat(outer.closed).isEqualTo(1);
  }

  // ---- take, skip and their like

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takeAsksForNoMoreThanItGives(boolean suspends) {
    Probe<Integer> source = numbers(9, suspends);
    assertThat(list(source.take(3))).containsExactly(1, 2, 3);
    assertThat(source.asked).isEqualTo(3);
    assertThat(list(numbers(2, suspends).take(3))).containsExactly(1, 2);
    assertThat(list(nulls(suspends).take(1))).containsExactly((String) null);
  }

  @Test
  void takeOfNothingAsksForNothing() {
    Probe<Integer> source = numbers(9, true);
    assertThat(list(source.take(0))).isEmpty();
    assertThat(source.asked).isZero();
    assertThat(source.closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void takeWhileEndsBeforeTheFirstThatDoesNotFit(boolean suspends) {
    Probe<Integer> source = numbers(9, suspends);
    assertThat(list(source.takeWhile(n -> n < 3))).containsExactly(1, 2);
    assertThat(source.asked).isEqualTo(3);
    assertThat(list(numbers(2, suspends).takeWhile(n -> true))).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void skipDropsTheFirst(boolean suspends) {
    assertThat(list(numbers(4, suspends).skip(2))).containsExactly(3, 4);
    assertThat(list(numbers(4, suspends).skip(9))).isEmpty();
    assertThat(list(nulls(suspends).skip(0))).containsExactly(null, "a", null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void dropWhileDropsOnlyAtTheStart(boolean suspends) {
    assertThat(list(Probe.of(1, 2, 3, 1).suspending(suspends).dropWhile(n -> n < 3)))
        .containsExactly(3, 1);
    assertThat(list(numbers(3, suspends).dropWhile(n -> true))).isEmpty();
    assertThat(list(nulls(suspends).dropWhile(s -> s == null))).containsExactly("a", null);
  }

  // ---- zip, scan, chunked

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void zipEndsWithTheShorter(boolean suspends) {
    Probe<Integer> longer = numbers(9, suspends);
    assertThat(list(numbers(2, !suspends).zip(longer, (a, b) -> a + ":" + b)))
        .containsExactly("1:1", "2:2");
    assertThat(longer.asked).isEqualTo(2);
    assertThat(list(numbers(9, suspends).zip(nulls(suspends), (a, b) -> a + ":" + b)))
        .containsExactly("1:null", "2:a", "3:null");
    assertThat(list(numbers(0, suspends).zip(numbers(3, suspends), Integer::sum))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scanGivesTheIdentityAndEveryResult(boolean suspends) {
    assertThat(list(numbers(3, suspends).scan(0, Integer::sum))).containsExactly(0, 1, 3, 6);
    assertThat(list(numbers(0, suspends).scan("", (s, n) -> s + n))).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void chunkedGivesFullListsAndARest(boolean suspends) {
    assertThat(list(numbers(5, suspends).chunked(2)))
        .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
    assertThat(list(numbers(4, suspends).chunked(2))).hasSize(2);
    assertThat(list(numbers(0, suspends).chunked(2))).isEmpty();
    assertThat(list(nulls(suspends).chunked(9))).containsExactly(Arrays.asList(null, "a", null));
  }

  // ---- buffer, merge: order and ends; see StreamTimeTest for how far they run ahead

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bufferGivesTheSameElements(boolean suspends) {
    assertThat(list(numbers(50, suspends).buffer(3))).hasSize(50).isSorted();
    assertThat(list(numbers(0, suspends).buffer(3))).isEmpty();
    assertThat(list(nulls(suspends).buffer(1))).containsExactly(null, "a", null);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mergeGivesAllElements(boolean suspends) {
    assertThat(list(AsyncIterable.merge(numbers(3, suspends), numbers(2, !suspends))))
        .containsExactlyInAnyOrder(1, 2, 3, 1, 2);
    assertThat(list(AsyncIterable.merge(nulls(suspends)))).containsExactly(null, "a", null);
    assertThat(list(AsyncIterable.<Integer>merge())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void flatMergeGivesAllElements(boolean suspends) {
    assertThat(list(numbers(4, suspends).flatMerge(2, n -> numbers(n, suspends))))
        .containsExactlyInAnyOrder(1, 1, 2, 1, 2, 3, 1, 2, 3, 4);
    assertThat(list(numbers(0, suspends).flatMerge(2, n -> numbers(n, suspends)))).isEmpty();
  }

  // ---- ends of a chain

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reduceCombines(boolean suspends) {
    assertThat(Programs.run(numbers(4, suspends).reduce(0, Integer::sum))).isEqualTo(10);
    assertThat(Programs.run(numbers(3, suspends).reduce("", (s, n) -> s + n))).isEqualTo("123");
    assertThat(Programs.run(numbers(0, suspends).reduce(7, Integer::sum))).isEqualTo(7);
    assertThat(Programs.run(numbers(4, suspends).reduce(Math::max))).isEqualTo(Optional.of(4));
    assertThat(Programs.run(numbers(0, suspends).reduce(Math::max))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void collectUsesTheCollector(boolean suspends) {
    assertThat(Programs.run(numbers(3, suspends).map(n -> "" + n).collect(Collectors.joining("-"))))
        .isEqualTo("1-2-3");
    assertThat(Programs.run(numbers(0, suspends).collect(Collectors.toSet()))).isEmpty();
  }

  @Test
  void theListOfToListCannotBeChanged() {
    List<Integer> list = list(numbers(1, false));
    assertThatThrownBy(() -> list.add(2)).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void forEachSeesAll(boolean suspends) {
    List<Integer> seen = new ArrayList<>();
    Programs.run(numbers(3, suspends).forEach(seen::add));
    Programs.run(
        numbers(2, suspends)
            .forEachAsync(
                n -> {
                  seen.add(await(tenfold(n)));
                  return done();
                }));
    assertThat(seen).containsExactly(1, 2, 3, 10, 20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void countCounts(boolean suspends) {
    assertThat(Programs.run(numbers(3, suspends).count())).isEqualTo(3L);
    assertThat(Programs.run(nulls(suspends).count())).isEqualTo(3L);
    assertThat(Programs.run(AsyncIterable.empty().count())).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findFirstStopsAtTheFirst(boolean suspends) {
    Probe<Integer> source = numbers(9, suspends);
    assertThat(Programs.run(source.filter(n -> n > 2).findFirst())).isEqualTo(Optional.of(3));
    assertThat(source.asked).isEqualTo(3);
    assertThat(Programs.run(numbers(0, suspends).findFirst())).isEmpty();
    assertThatThrownBy(() -> Programs.run(nulls(suspends).findFirst()))
        .isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theMatchesStopWhereTheAnswerIsKnown(boolean suspends) {
    Probe<Integer> any = numbers(9, suspends);
    assertThat(Programs.run(any.anyMatch(n -> n == 2))).isTrue();
    assertThat(any.asked).isEqualTo(2);
    Probe<Integer> all = numbers(9, suspends);
    assertThat(Programs.run(all.allMatch(n -> n < 3))).isFalse();
    assertThat(all.asked).isEqualTo(3);
    Probe<Integer> none = numbers(9, suspends);
    assertThat(Programs.run(none.noneMatch(n -> n == 4))).isFalse();
    assertThat(none.asked).isEqualTo(4);
    assertThat(List.of(any.closed, all.closed, none.closed)).containsExactly(1, 1, 1);
  }

  @Test
  void theMatchesOfNothing() {
    assertThat(Programs.run(AsyncIterable.empty().anyMatch(x -> true))).isFalse();
    assertThat(Programs.run(AsyncIterable.empty().allMatch(x -> false))).isTrue();
    assertThat(Programs.run(AsyncIterable.empty().noneMatch(x -> true))).isTrue();
  }

  // ---- laziness

  @Test
  void nothingHappensBeforeTheAwait() {
    Probe<Integer> source = numbers(3, false);
    Coroutine<List<Integer>> list = source.map(n -> n + 1).toList();
    assertThat(source.iterations).isZero();
    list.close();
    var iterator = source.buffer(3).asyncIterator();
    var unused = iterator.next();
    assertThat(source.iterations).isEqualTo(1);
    assertThat(source.asked).isZero();
  }

  @Async
  static Coroutine<Integer> firstOnly(AsyncIterable<Integer> stream) {
    return value(await(stream.asyncIterator().next()));
  }

  @Test
  void aStepAsksForOneElement() {
    Probe<Integer> source = numbers(9, true);
    var stream = source.map(n -> n).filter(n -> n > 1).skip(1).take(5);
    assertThat(Programs.run(firstOnly(stream))).isEqualTo(3);
    assertThat(source.asked).isEqualTo(3);
  }

  // ---- arguments

  @Test
  void badArgumentsAreRefusedAtOnce() {
    AsyncIterable<Integer> stream = AsyncIterable.of(1);
    assertThatThrownBy(() -> stream.take(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.skip(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.chunked(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.buffer(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.flatMerge(0, n -> stream))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.sample(ofMillis(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.debounce(ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stream.timeout(ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- the iterator itself

  @Async
  static Coroutine<List<String>> pastTheEnd(AsyncIterable<Integer> stream) {
    List<String> log = new ArrayList<>();
    AsyncIterator<Integer> iterator = stream.asyncIterator();
    for (int i = 0; i < 4; i++) {
      try {
        log.add("" + await(iterator.next()));
      } catch (StopAsyncIteration e) {
        log.add("end");
      }
    }
    return value(log);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nextAfterTheEndIsTheEndAgain(boolean suspends) {
    assertThat(Programs.run(pastTheEnd(numbers(2, suspends).map(n -> n))))
        .containsExactly("1", "2", "end", "end");
    assertThat(Programs.run(pastTheEnd(numbers(9, suspends).take(2))))
        .containsExactly("1", "2", "end", "end");
    assertThat(Programs.run(pastTheEnd(numbers(2, suspends).buffer(1))))
        .containsExactly("1", "2", "end", "end");
  }

  @Async
  static Coroutine<String> twoAtATime(AsyncIterable<Integer> stream) {
    AsyncIterator<Integer> iterator = stream.asyncIterator();
    var first = ensureFuture(iterator.next());
    await(yieldNow());
    try {
      return value("" + await(iterator.next()));
    } catch (IllegalStateException e) {
      return value(await(first) + ", " + await(iterator.next()) + ": " + e.getMessage());
    }
  }

  @Test
  void aSecondNextWhileOneIsUnderWayFails() {
    assertThat(Programs.run(twoAtATime(numbers(3, true).map(n -> n))))
        .startsWith("1, 2: next() while another next()");
  }

  @Async
  static Coroutine<List<Integer>> restOf(AsyncIterable<Integer> stream) {
    AsyncIterator<Integer> iterator = stream.asyncIterator();
    await(iterator.next());
    return value(await(iterator.map(n -> n * 2).toList()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anIteratorIsAStreamOfItsRest(boolean suspends) {
    assertThat(Programs.run(restOf(numbers(3, suspends)))).containsExactly(4, 6);
    assertThat(Programs.run(restOf(numbers(3, suspends).filter(n -> true)))).containsExactly(4, 6);
  }
}
