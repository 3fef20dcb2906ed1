package dev.continuo.samples.radio.source;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncIterator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.Task;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import dev.continuo.junit.AsyncTests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Blocks, losses, and every way in which a stream ends. */
@AsyncTests
class SdrTest {

  private static final int BLOCK = 100;
  private static final int QUEUE = 4;
  private static final StreamOptions OPTIONS = StreamOptions.LIVE.withBlocks(BLOCK, QUEUE);

  /** A source of whole blocks, one a millisecond. */
  private static Scripted blocks(int count) {
    return new Scripted(Collections.nCopies(count, 2 * BLOCK), ofMillis(1), null);
  }

  private static Coroutine<Sdr> open(Scripted source, StreamOptions options) throws Exception {
    return Sdr.openSource(() -> value(source), options);
  }

  // ---- cutting

  @Async
  private static Coroutine<List<Integer>> sizes(int piece) throws Exception {
    Scripted source =
        new Scripted(Collections.nCopies(2000 / piece + 1, piece), Duration.ZERO, null);
    List<Integer> sizes = new ArrayList<>();
    long next = 0;
    try (Sdr sdr = await(open(source, OPTIONS.withPolicy(LossPolicy.SUSPEND)))) {
      for (IqBlock block : each(sdr.stream())) {
        assertThat(Scripted.numberOf(block)).isEqualTo((int) (next & 0xffff));
        assertThat(block.index()).isEqualTo(next);
        assertThat(block.lost()).isZero();
        next += block.samples();
        sizes.add(block.samples());
      }
    }
    assertThat(next).isEqualTo(source.position() / 2);
    return value(sizes);
  }

  @Test
  @Async
  void howTheStreamIsCutDoesNotMatterAndNoPairIsSplit() throws Exception {
    for (int piece : new int[] {1, 2, 3, 7, 199, 200, 201, 1999}) {
      List<Integer> sizes = await(sizes(piece));
      assertThat(sizes.subList(0, sizes.size() - 1)).as("pieces of %d", piece).containsOnly(BLOCK);
    }
  }

  @Test
  @Async
  void theSameArrayIsUsedForEveryBlock() throws Exception {
    try (Sdr sdr = await(open(blocks(10), OPTIONS))) {
      List<float[]> arrays = new ArrayList<>();
      for (IqBlock block : each(sdr.stream())) {
        arrays.add(block.iq());
      }
      assertThat(arrays).hasSize(10);
      assertThat(arrays.stream().distinct()).hasSize(1);
    }
  }

  // ---- policies

  /**
   * What a source of 1,000 blocks, one a millisecond, looks like to somebody who takes three for
   * each; returns the numbers of the blocks that were seen.
   */
  @Async
  private static Coroutine<List<Long>> slowly(LossPolicy policy) throws Exception {
    List<Long> seen = new ArrayList<>();
    Scripted source = blocks(1000);
    try (Sdr sdr = await(open(source, OPTIONS.withPolicy(policy)))) {
      long lost = 0;
      long next = 0;
      for (IqBlock block : each(sdr.stream())) {
        assertThat(block.index()).isEqualTo(next + block.lost());
        assertThat(Scripted.numberOf(block)).isEqualTo((int) (block.index() & 0xffff));
        lost += block.lost();
        next = block.index() + block.samples();
        seen.add(block.index() / BLOCK);
        assertThat(sdr.queued()).isLessThanOrEqualTo(QUEUE);
        await(sleep(ofMillis(3)));
      }
      long trailing = sdr.received() - next; // lost after the last block that was seen
      assertThat(lost + trailing).isEqualTo(sdr.lost());
      assertThat(sdr.received()).isEqualTo(1000L * BLOCK);
      assertThat(seen).hasSize((int) ((1000L * BLOCK - sdr.lost()) / BLOCK));
    }
    return value(seen);
  }

  @Test
  @Async
  void dropOldestKeepsWhatIsNew() throws Exception {
    List<Long> seen = await(slowly(LossPolicy.DROP_OLDEST));
    assertThat(seen).hasSizeBetween(325, 345).contains(999L);
    assertThat(seen.subList(seen.size() - QUEUE, seen.size()))
        .containsExactly(996L, 997L, 998L, 999L);
  }

  @Test
  @Async
  void dropNewestKeepsWhatWaits() throws Exception {
    List<Long> seen = await(slowly(LossPolicy.DROP_NEWEST));
    assertThat(seen).hasSizeBetween(325, 345);
    assertThat(seen.subList(0, QUEUE)).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  @Async
  void suspendLosesNothingAndReadsNoFurtherThanTheQueue() throws Exception {
    assertThat(await(slowly(LossPolicy.SUSPEND))).hasSize(1000);
    Scripted source = blocks(1000);
    try (Sdr sdr = await(open(source, OPTIONS.withPolicy(LossPolicy.SUSPEND)))) {
      await(sdr.stream().asyncIterator().next());
      await(sleep(ofSeconds(10)));
      assertThat(source.position() / 2).isLessThanOrEqualTo((QUEUE + 1) * BLOCK);
      assertThat(source.isReading()).isFalse();
    }
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  @Async
  void aConsumerAtHalfSpeedTakesNoMoreMemory() throws Exception {
    int samples = 1 << 14;
    int blocks = 3000; // 96 MiB
    Scripted source = new Scripted(Collections.nCopies(blocks, 2 * samples), ofMillis(1), null);
    StreamOptions options = StreamOptions.LIVE.withBlocks(samples, 32);
    try (Sdr sdr = await(open(source, options))) {
      long before = 0;
      long seen = 0;
      for (IqBlock block : each(sdr.stream())) {
        assertThat(block.samples()).isEqualTo(samples);
        if (++seen == 100) {
          before = usedHeap();
        }
        await(sleep(ofMillis(2)));
      }
      assertThat(sdr.lost()).isGreaterThan(sdr.received() * 2 / 5);
      assertThat(usedHeap() - before).isLessThan(16 << 20);
    }
  }

  // ---- ends

  @Test
  @Async
  void stopEndsTheLoopAtOnceWithAFullQueue(VirtualTime time) throws Exception {
    Scripted source = blocks(1000);
    Sdr sdr = await(open(source, OPTIONS));
    int taken = 0;
    Duration stopped = Duration.ZERO;
    for (IqBlock block : each(sdr.stream())) {
      assertThat(block.samples()).isEqualTo(BLOCK);
      await(sleep(ofMillis(50)));
      if (++taken == 3) {
        assertThat(sdr.queued()).isEqualTo(QUEUE);
        stopped = time.now();
        sdr.stop();
        sdr.stop();
      }
    }
    await(sdr.closeAsync());
    assertThat(taken).isEqualTo(3);
    assertThat(time.now()).isEqualTo(stopped);
    assertThat(source.isClosed()).isTrue();
    assertThat(source.isReading()).isFalse();
  }

  @Test
  @Async
  void stopWakesWhoWaitsForABlock(VirtualTime time) throws Exception {
    Scripted source = new Scripted(List.of(), ofSeconds(1000), null);
    StreamOptions patient = OPTIONS.withSilence(ofSeconds(5000));
    Sdr sdr = await(open(source, patient));
    Task<Long> listener = createTask(sdr.stream().count());
    await(sleep(ofSeconds(1)));
    sdr.stop();
    assertThat(await(listener)).isZero();
    await(sdr.closeAsync());
    assertThat(time.now()).isEqualTo(ofSeconds(1));
  }

  @Test
  @Async
  void stopBeforeTheFirstBlockIsAskedFor(VirtualTime time) throws Exception {
    Scripted source = blocks(10);
    Sdr sdr = await(open(source, OPTIONS));
    sdr.stop();
    assertThat(await(sdr.stream().count())).isZero();
    await(sdr.closeAsync());
    assertThat(source.isClosed()).isTrue();
    assertThat(source.position()).isZero();
    assertThat(time.now()).isEqualTo(Duration.ZERO);
  }

  @Test
  @Async
  void whatCannotBeHeldLeavesNoSourceOpen() throws Exception {
    Scripted source = blocks(10);
    boolean refused = false;
    try {
      await(open(source, OPTIONS.withBlocks(Integer.MAX_VALUE, 1)));
    } catch (ArithmeticException e) {
      refused = true;
    }
    assertThat(refused).isTrue();
    assertThat(source.isClosed()).isTrue();
  }

  @Async
  private static Coroutine<Void> listenForEver(Scripted source) throws Exception {
    try (Sdr sdr = await(open(source, OPTIONS))) {
      for (IqBlock block : each(sdr.stream())) {
        await(sleep(ofSeconds(block.samples()))); // until it is cancelled
      }
    }
    return done();
  }

  @Test
  @Async
  void cancellationClosesTheSource(VirtualTime time) throws Exception {
    Scripted source = blocks(1000);
    Task<Void> listener = createTask(listenForEver(source));
    await(sleep(ofSeconds(3)));
    listener.cancel();
    try {
      await(listener);
    } catch (CancelledError e) {
      assertThat(listener.cancelled()).isTrue();
    }
    assertThat(listener.cancelled()).isTrue();
    assertThat(time.now()).isEqualTo(ofSeconds(3));
    assertThat(source.isClosed()).isTrue();
    assertThat(source.isReading()).isFalse();
  }

  @Test
  @Async
  void aTimeoutClosesTheSource(VirtualTime time) throws Exception {
    Scripted source = blocks(1000);
    boolean over = false;
    try {
      await(waitFor(listenForEver(source), ofSeconds(2)));
    } catch (DeadlineExceededException e) {
      over = true;
    }
    assertThat(over).isTrue();
    assertThat(time.now()).isEqualTo(ofSeconds(2));
    assertThat(source.isClosed()).isTrue();
    assertThat(source.isReading()).isFalse();
  }

  @Async
  private static Coroutine<Exception> failureOf(Scripted source, StreamOptions options, int blocks)
      throws Exception {
    try (Sdr sdr = await(open(source, options))) {
      int seen = 0;
      try {
        for (IqBlock block : each(sdr.stream())) {
          assertThat(block.samples()).isPositive();
          seen++;
        }
      } catch (Exception e) {
        assertThat(seen).isEqualTo(blocks);
        Exception again = await(nextFailure(sdr)); // not a wait without end
        assertThat(again).isSameAs(e);
        return value(e);
      }
    }
    throw new AssertionError("the stream ended in order");
  }

  @Async
  private static Coroutine<Exception> nextFailure(Sdr sdr) {
    try {
      IqBlock block = await(sdr.stream().asyncIterator().next());
      throw new AssertionError("there is a " + block);
    } catch (Exception e) {
      return value(e);
    }
  }

  @Test
  @Async
  void anErrorComesAfterTheLastWholeSample() throws Exception {
    IOException reset = new IOException("Connection reset");
    Scripted source = new Scripted(List.of(2 * BLOCK, 2 * BLOCK, 5), ofMillis(1), reset);
    assertThat(await(failureOf(source, OPTIONS, 3))).isSameAs(reset);
  }

  @Test
  @Async
  void silenceIsAnError() throws Exception {
    Scripted source = new Scripted(List.of(2 * BLOCK), ofSeconds(4), null);
    StreamOptions impatient = OPTIONS.withSilence(ofSeconds(3));
    assertThat(await(failureOf(source, impatient, 0)))
        .isInstanceOf(IOException.class)
        .hasMessage("a script has sent nothing for 3 seconds");
  }

  @Test
  @Async
  void twoCannotTakeBlocksAtTheSameTime() throws Exception {
    try (Sdr sdr = await(open(blocks(10), OPTIONS))) {
      AsyncIterator<IqBlock> stream = sdr.stream().asyncIterator();
      Task<Long> first = createTask(sdr.stream().count());
      await(yieldNow());
      String message = "";
      try {
        await(stream.next());
      } catch (IllegalStateException e) {
        message = e.getMessage();
      }
      assertThat(message).isEqualTo("another task is waiting for a block of this stream");
      assertThat(await(first)).isEqualTo(10);
    }
  }
}
