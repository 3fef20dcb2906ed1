package dev.continuo.conformance;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.EventLoop;
import dev.continuo.StopAsyncIteration;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When elements come, and how far the sources of operators with tasks run ahead. */
class StreamTimeTest {

  @SuppressWarnings("StaticAssignmentOfThrowable") // tests look for this very object
  private static final RuntimeException BROKEN = new IllegalStateException("broken");

  private static long now() {
    return EventLoop.running().time() / 1_000_000;
  }

  /** Gives number {@code n} after {@code n} has passed since the one before it. */
  @Async
  static Coroutine<Integer> after(int pause) {
    await(sleep(ofMillis(pause)));
    return value(pause);
  }

  private static AsyncIterable<Integer> pauses(Integer... pauses) {
    return AsyncIterable.of(pauses).mapAsync(StreamTimeTest::after);
  }

  /** The elements with the times at which they came, and the end. */
  @Async
  static Coroutine<List<String>> timed(AsyncIterable<?> stream) {
    long start = now();
    List<String> log = new ArrayList<>();
    AsyncIterator<?> iterator = stream.asyncIterator();
    try {
      for (; ; ) {
        Object element = await(iterator.next());
        log.add(element + "@" + (now() - start));
      }
    } catch (StopAsyncIteration e) {
      log.add("end@" + (now() - start));
    } catch (RuntimeException e) {
      log.add(e.getClass().getSimpleName() + "@" + (now() - start));
    }
    return value(log);
  }

  private static List<String> times(AsyncIterable<?> stream) {
    return Programs.run(timed(stream));
  }

  // ---- debounce

  @Test
  void debounceGivesWhatIsFollowedByQuiet() {
    // elements at 10, 20, 30, 130, 135, 335
    assertThat(times(pauses(10, 10, 10, 100, 5, 200).debounce(ofMillis(50))))
        .containsExactly("10@80", "5@185", "200@335", "end@335");
  }

  @Test
  void debounceOfNothingAndOfOne() {
    assertThat(times(pauses().debounce(ofMillis(50)))).containsExactly("end@0");
    assertThat(times(pauses(7).debounce(ofMillis(50)))).containsExactly("7@7", "end@7");
    assertThat(times(Probe.withNulls().take(1).debounce(ofMillis(50))))
        .containsExactly("null@0", "end@0");
  }

  @Test
  void debouncePassesAFailureOnAtOnce() {
    assertThat(times(Probe.upTo(2).every(ofMillis(10)).failing(BROKEN).debounce(ofMillis(50))))
        .containsExactly("IllegalStateException@40"); // at 30, and its close takes 10 ms
  }

  @Test
  void debounceKeepsTheNewestForASlowConsumer() {
    // 10 is taken at 30; at 280, the next time, 110 and 210 have passed their quiet; 310 is the
    // last
    assertThat(
            times(
                pauses(10, 100, 100, 100)
                    .debounce(ofMillis(20))
                    .mapAsync(n -> sleep(ofMillis(250), n))))
        .containsExactly("10@280", "100@530", "100@780", "end@780");
  }

  // ---- sample

  @Test
  void sampleGivesTheNewestOfEachPeriodWithoutDrift() {
    // elements at 10, 20, 30, 130, 135, 335, 435
    assertThat(times(pauses(10, 10, 11, 100, 5, 200, 100).sample(ofMillis(50))))
        .containsExactly("11@50", "5@150", "200@350", "end@436");
  }

  @Test
  void sampleOfNothingAndOfAQuickSource() {
    assertThat(times(pauses().sample(ofMillis(50)))).containsExactly("end@0");
    assertThat(times(pauses(7).sample(ofMillis(50)))).containsExactly("end@7");
  }

  @Test
  void sampleCountsAnElementAtTheEndOfAnEmptyPeriodToTheNext() {
    assertThat(times(pauses(50, 120).sample(ofMillis(50)))).containsExactly("50@100", "end@170");
  }

  @Test
  void samplePassesAFailureOnAtOnce() {
    assertThat(times(Probe.upTo(2).every(ofMillis(10)).failing(BROKEN).sample(ofMillis(50))))
        .containsExactly("IllegalStateException@40"); // at 30, and its close takes 10 ms
  }

  // ---- timeout

  @Test
  void timeoutLimitsTheTimeOfEachElement() {
    Probe<Integer> source = Probe.upTo(9).every(ofMillis(10));
    assertThat(times(source.take(3).timeout(ofMillis(20))))
        .containsExactly("1@10", "2@20", "3@30", "end@40"); // closing takes 10 ms
    assertThat(times(pauses(10, 50, 10).timeout(ofMillis(20))))
        .containsExactly("10@10", "DeadlineExceededException@30");
  }

  @Test
  void timeoutCancelsAndClosesTheSource() {
    Probe<Integer> source = Probe.upTo(9).every(ofMillis(30));
    assertThatThrownBy(() -> Programs.run(source.timeout(ofMillis(20)).toList()))
        .isInstanceOf(DeadlineExceededException.class)
        .hasCauseInstanceOf(CancelledError.class);
    assertThat(source.cancelled).isEqualTo(1);
    assertThat(source.closed).isEqualTo(1);
  }

  @Test
  void timeoutDoesNotCountTheConsumersTime() {
    assertThat(times(pauses(10, 10).timeout(ofMillis(20)).mapAsync(n -> sleep(ofMillis(500), n))))
        .containsExactly("10@510", "10@1020", "end@1020");
  }

  @Test
  void timeoutOfZeroLetsPassWhatIsThereAtOnce() {
    assertThat(times(AsyncIterable.of(1, 2).timeout(ofMillis(0))))
        .containsExactly("1@0", "2@0", "end@0");
    assertThat(times(pauses(1).timeout(ofMillis(0))))
        .containsExactly("DeadlineExceededException@0");
  }

  @Async
  static Coroutine<Integer> cancelRequestsAfterTimeout() {
    try {
      await(pauses(100).timeout(ofMillis(20)).toList());
    } catch (DeadlineExceededException e) {
      await(sleep(ofMillis(1))); // is not cancelled
    }
    return value(java.util.Objects.requireNonNull(currentTask()).cancelling());
  }

  @Test
  void timeoutLeavesNoCancelRequestBehind() {
    assertThat(Programs.run(cancelRequestsAfterTimeout())).isZero();
  }

  @Async
  static Coroutine<String> cancelledAtTheDeadline() {
    Task<?> task = createTask(pauses(100).timeout(ofMillis(20)).toList());
    await(sleep(ofMillis(20)));
    task.cancel();
    try {
      await(task);
      return value("finished");
    } catch (CancelledError e) {
      return value("cancelled");
    } catch (DeadlineExceededException e) {
      return value("late");
    }
  }

  @Test
  void aCancellationAtTheSameTimeWinsOverTheTimeout() {
    assertThat(Programs.run(cancelledAtTheDeadline())).isEqualTo("cancelled");
  }

  // ---- buffer

  @Async
  static Coroutine<List<Integer>> askedBeforeEachTake(
      Probe<Integer> source, AsyncIterable<?> stream, int takes) {
    List<Integer> asked = new ArrayList<>();
    AsyncIterator<?> iterator = stream.asyncIterator();
    await(sleep(ofSeconds(1)));
    asked.add(source.asked);
    for (int i = 0; i < takes; i++) {
      await(iterator.next());
      await(sleep(ofSeconds(1)));
      asked.add(source.asked);
    }
    await(((AsyncCloseable) iterator).closeAsync());
    return value(asked);
  }

  @Test
  void bufferRunsAheadByItsCapacityAndNotBeforeTheFirstNext() {
    Probe<Integer> source = Probe.upTo(20).every(ofMillis(10));
    assertThat(Programs.run(askedBeforeEachTake(source, source.buffer(3), 3)))
        .containsExactly(0, 4, 5, 6);
    Probe<Integer> atOnce = Probe.upTo(20);
    assertThat(Programs.run(askedBeforeEachTake(atOnce, atOnce.buffer(1), 3)))
        .containsExactly(0, 2, 3, 4);
  }

  @Test
  void bufferLetsProducerAndConsumerWorkAtTheSameTime() {
    assertThat(
            times(
                Probe.upTo(3).every(ofMillis(10)).buffer(2).mapAsync(n -> sleep(ofMillis(10), n))))
        .containsExactly("1@20", "2@30", "3@40", "end@40");
  }

  @Test
  void bufferGivesWhatCameBeforeAFailure() {
    assertThat(times(Probe.upTo(3).failing(BROKEN).buffer(9).mapAsync(n -> sleep(ofMillis(10), n))))
        .containsExactly("1@10", "2@20", "3@30", "IllegalStateException@30");
  }

  // ---- merge, flatMerge

  @Test
  void mergeGivesElementsAsTheyCome() {
    assertThat(times(AsyncIterable.merge(pauses(10, 30, 30), pauses(15, 35))))
        .containsExactly("10@10", "15@15", "30@40", "35@50", "30@70", "end@70");
  }

  @Test
  void mergeIsOneElementOfEachSourceAhead() {
    Probe<Integer> source = Probe.upTo(20).every(ofMillis(10));
    assertThat(
            Programs.run(askedBeforeEachTake(source, AsyncIterable.merge(source, pauses(9000)), 3)))
        .containsExactly(0, 2, 3, 4);
  }

  @Test
  void mergeEndsTheOthersWhenOneFails() {
    Probe<Integer> slow = Probe.upTo(20).every(ofMillis(100));
    assertThat(times(AsyncIterable.merge(slow, Probe.upTo(2).every(ofMillis(10)).failing(BROKEN))))
        .containsExactly("1@10", "2@20", "IllegalStateException@140"); // the closes: 10 and 100 ms
    assertThat(slow.cancelled).isEqualTo(1);
    assertThat(slow.closed).isEqualTo(1);
  }

  @Test
  void flatMergeRunsAsManyInnerSourcesAsItsLimit() {
    assertThat(times(AsyncIterable.of(30, 20, 10).flatMerge(3, n -> pauses(n, n))))
        .containsExactly("10@10", "20@20", "10@20", "30@30", "20@40", "30@60", "end@60");
    assertThat(times(AsyncIterable.of(30, 20, 10).flatMerge(2, n -> pauses(n, n))))
        .containsExactly("20@20", "30@30", "20@40", "10@50", "30@60", "10@60", "end@60");
    assertThat(times(AsyncIterable.of(30, 20, 10).flatMerge(1, n -> pauses(n))))
        .containsExactly("30@30", "20@50", "10@60", "end@60");
  }

  @Test
  void flatMergeAsksTheOuterSourceOnlyWhenThereIsRoom() {
    Probe<Integer> outer = Probe.upTo(9).every(ofMillis(1));
    assertThat(
            Programs.run(
                askedBeforeEachTake(outer, outer.flatMerge(2, n -> AsyncIterable.of(n, n)), 1)))
        .containsExactly(0, 2);
  }

  @Test
  void timedOperatorsLeaveNoTimerBehind() {
    // The virtual clock would run to a timer that was left.
    assertThat(Programs.run(endTime(pauses(10, 10).debounce(ofMillis(500)).take(9))))
        .isEqualTo(20L);
    assertThat(Programs.run(endTime(pauses(10, 10).sample(ofMillis(500))))).isEqualTo(20L);
  }

  @Async
  static Coroutine<Long> endTime(AsyncIterable<?> stream) {
    long start = now();
    await(stream.forEach(x -> {}));
    await(yieldNow());
    return value(now() - start);
  }
}
