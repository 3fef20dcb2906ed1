package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.lang.management.ManagementFactory;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** What an element costs: no memory, no stack, no turn of the loop where none is needed. */
class StreamCostTest {

  private static final int MANY = 1_000_000;

  /** Where each costs an exception; as many frames would still overflow a stack. */
  private static final int ENDS = 100_000;

  /** Gives one and the same object, so that what is allocated is the operators'. */
  private static AsyncIterable<String> same(int count) {
    Iterable<String> source =
        () ->
            new Iterator<>() {
              private int left = count;

              @Override
              public boolean hasNext() {
                return left > 0;
              }

              @Override
              public String next() {
                left--;
                return "x";
              }
            };
    return AsyncIterable.from(source);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Async
  static Coroutine<Long> allocatedBy(Coroutine<?> coroutine) {
    long before = allocated();
    await(coroutine);
    return value(allocated() - before);
  }

  @Test
  void mapFilterAndTakeAllocateNothingPerElement() {
    assertThat(
            Programs.run(
                allocatedBy(
                    same(10 * MANY)
                        .map(String::isEmpty)
                        .filter(empty -> !empty)
                        .skip(MANY)
                        .takeWhile(empty -> !empty)
                        .take(8 * MANY)
                        .count())))
        .isLessThan(MANY);
  }

  @Test
  void aMillionDroppedElementsInARowGrowNeitherStackNorMemory() {
    assertThat(Programs.run(allocatedBy(same(MANY).filter(s -> s.isEmpty()).count())))
        .isLessThan(MANY);
    assertThat(Programs.run(same(MANY).filterAsync(s -> value(false)).count())).isZero();
    assertThat(Programs.run(same(ENDS).flatMap(s -> AsyncIterable.empty()).count())).isZero();
  }

  @Async
  static Coroutine<Integer> handWritten(AsyncIterable<String> stream) {
    AsyncIterator<String> iterator = stream.asyncIterator();
    int count = 0;
    try {
      for (; ; ) {
        await(iterator.next());
        count++;
      }
    } catch (StopAsyncIteration e) {
      return value(count);
    }
  }

  @Test
  void aLoopWrittenByHandAllocatesNothingPerElementEither() {
    assertThat(Programs.run(allocatedBy(handWritten(same(MANY).filter(s -> true).take(MANY)))))
        .isLessThan(MANY);
  }

  @Async
  static Coroutine<Integer> turnsTaken(Coroutine<?> coroutine) {
    int[] turns = {0};
    var counting = createTask(countTurns(turns));
    await(coroutine);
    int taken = turns[0];
    counting.cancel();
    return value(taken);
  }

  @Async
  static Coroutine<Integer> countTurns(int[] turns) {
    for (; ; ) {
      turns[0]++;
      await(yieldNow());
    }
  }

  @Test
  void elementsThatAreThereAtOnceDoNotGoThroughTheLoop() {
    assertThat(
            Programs.run(
                turnsTaken(
                    same(1000)
                        .map(s -> s)
                        .mapAsync(s -> value(s))
                        .flatMap(s -> AsyncIterable.of(s, s))
                        .zip(same(5000), (a, b) -> a)
                        .chunked(10)
                        .timeout(java.time.Duration.ofSeconds(1))
                        .toList())))
        .isZero();
  }

  @Test
  void longChainsOfOperatorsDoNotOverflowTheStack() {
    AsyncIterable<Integer> stream = Probe.upTo(3);
    AsyncIterable<Integer> suspending = Probe.upTo(3).suspending(true);
    for (int i = 0; i < 5000; i++) {
      stream = stream.map(n -> n + 1);
      suspending = suspending.map(n -> n + 1).filter(n -> true);
    }
    assertThat(Programs.run(stream.toList())).containsExactly(5001, 5002, 5003);
    assertThat(Programs.run(suspending.take(2).toList())).containsExactly(5001, 5002);
  }

  @Test
  void aForeignSourceThatEndsTimeAndAgainIsFine() {
    class Nothing implements AsyncIterator<String> {
      @Override
      public Awaitable<String> next() {
        throw new StopAsyncIteration();
      }
    }
    assertThat(Programs.run(same(ENDS).flatMap(s -> new Nothing()).count())).isZero();
  }
}
