package dev.continuo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private final TimerQueue queue = new TimerQueue();
  private int sequence;

  private LoopTimer timer(long when) {
    LoopTimer timer = new QueuedTimer(queue, when, sequence++);
    queue.add(timer);
    return timer;
  }

  private List<LoopTimer> drain() {
    List<LoopTimer> drained = new ArrayList<>();
    for (LoopTimer t = queue.pollDue(Long.MAX_VALUE);
        t != null;
        t = queue.pollDue(Long.MAX_VALUE)) {
      drained.add(t);
    }
    return drained;
  }

  @Test
  void timersComeByDeadlineThenByCreationWhateverWasCancelled() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      List<LoopTimer> expected = new ArrayList<>();
      int n = random.nextInt(500);
      for (int i = 0; i < n; i++) {
        expected.add(timer(random.nextInt(50)));
      }
      for (LoopTimer timer : List.copyOf(expected)) {
        if (random.nextInt(3) > 0) {
          timer.cancel();
          timer.cancel();
          expected.remove(timer);
        }
      }
      for (int i = 0; i < 20; i++) {
        expected.add(timer(random.nextInt(50)));
      }
      expected.sort(
          Comparator.comparingLong((LoopTimer t) -> t.when).thenComparing(t -> t.sequence));

      assertThat(drain()).containsExactlyElementsOf(expected);
      assertThat(queue.isEmpty()).isTrue();
    }
  }

  @Test
  void onlyWhatIsDueComes() {
    LoopTimer early = timer(10);
    timer(20);

    assertThat(queue.pollDue(9)).isNull();
    assertThat(queue.pollDue(10)).isSameAs(early);
    assertThat(queue.pollDue(19)).isNull();
    assertThat(queue.nextDeadline()).isEqualTo(20);
  }

  @Test
  void equalDeadlinesKeepTheirOrderWhenTheSequenceWrapsRound() {
    sequence = Integer.MAX_VALUE - 1;
    List<LoopTimer> inOrder = List.of(timer(5), timer(5), timer(5), timer(5));

    assertThat(drain()).containsExactlyElementsOf(inOrder);
  }

  @Test
  void whenMoreThanHalfAreCancelledTheyAreDropped() {
    List<LoopTimer> timers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      timers.add(timer(i));
    }
    for (int i = 0; i < 501; i++) {
      timers.get(999 - i).cancel();
    }

    assertThat(queue.size()).isEqualTo(499);
  }

  @Test
  void aTimerCancelledAfterItFiredDoesNotCount() {
    LoopTimer fired = timer(1);
    LoopTimer left = timer(2);
    assertThat(queue.pollDue(1)).isSameAs(fired);
    fired.cancel();

    assertThat(drain()).containsExactly(left);
  }
}
