package dev.continuo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.EventLoop;
import dev.continuo.TimerHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A million timers of which most are cancelled: what is left, in what order, in how much memory.
 */
@Timeout(300)
class MillionTimersTest {

  private static final int COUNT = 1_000_000;

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void halfOfAMillionAreCancelledAndTheOthersFireInOrder() {
    long[] fired = new long[1];
    long[] latest = new long[1];
    int[] outOfOrder = new int[1];
    EventLoop loop = EventLoop.virtualTime();
    Random random = new Random(7);
    for (int i = 0; i < COUNT; i++) {
      long when = random.nextInt(1_000_000_000);
      TimerHandle timer =
          loop.callAt(
              when,
              () -> {
                fired[0]++;
                outOfOrder[0] += when < latest[0] ? 1 : 0;
                latest[0] = when;
              });
      if ((i & 1) == 0) {
        timer.cancel();
      }
    }
    loop.callAt(1_000_000_000, loop::stop);
    loop.runForever();
    loop.close();

    assertThat(fired[0]).isEqualTo(COUNT / 2);
    assertThat(outOfOrder[0]).isZero();
  }

  @Test
  void aQueueThatWasEmptiedByCancelsGivesItsMemoryBack() {
    DefaultLoop loop = DefaultLoop.onVirtualClock();
    TimerQueue queue = loop.schedule.timers();
    long before = usedBytes();
    List<TimerHandle> kept = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      TimerHandle timer = loop.callAt(i, () -> {});
      if (i % 1_000 == 0) {
        kept.add(timer);
      } else {
        timer.cancel();
      }
      assertThat(queue.size()).isLessThan(2_200);
    }
    long after = usedBytes();

    // 1,000 are left, and never were more than twice as many in the queue.
    assertThat(queue.size()).isBetween(1_000, 2_200);
    assertThat(after - before).isLessThan(4 << 20);
    assertThat(queue.pollDue(Long.MAX_VALUE)).isSameAs(kept.get(0));
  }

  @Test
  void aCancelledTimerLetsGoOfItsCallbackAtOnce() {
    EventLoop loop = EventLoop.create();
    List<TimerHandle> timers = new ArrayList<>();
    List<WeakReference<Object>> captured = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Object heavy = new byte[1 << 16];
      captured.add(new WeakReference<>(heavy));
      timers.add(loop.callLater(Duration.ofDays(1), () -> assertThat(heavy).isNotNull()));
    }
    for (int i = 0; i < 400; i++) { // fewer than half: none is purged
      timers.get(i).cancel();
    }
    usedBytes();

    assertThat(captured.subList(0, 400)).allMatch(reference -> reference.get() == null);
    assertThat(captured.subList(400, 1_000)).allMatch(reference -> reference.get() != null);
    loop.close();
  }

  /** Timeouts of requests that were answered: one timer is set and cancelled per request. */
  @Test
  void timersThatAreSetAndCancelledInTurnDoNotAddUp() {
    DefaultLoop loop = DefaultLoop.onVirtualClock();
    TimerQueue queue = loop.schedule.timers();
    loop.callAt(Long.MAX_VALUE, () -> {});
    int most = 0;
    for (int i = 0; i < COUNT; i++) {
      loop.callAt(1_000_000L + i, () -> {}).cancel();
      most = Math.max(most, queue.size());
    }

    assertThat(most).isLessThanOrEqualTo(66);
    assertThat(queue.nextDeadline()).isNotNegative();
  }
}
