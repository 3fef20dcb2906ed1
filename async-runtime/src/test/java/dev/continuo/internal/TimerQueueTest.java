package dev.continuo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.Continuo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private final DefaultLoop loop = DefaultLoop.onVirtualClock();
  private final TimerQueue queue = loop.schedule.timers();

  /** What the queue should hold: deadlines and numbers as a list has them. */
  private record Due(long when, int number, Object entry) {}

  private CallbackTimer timer(long when) {
    return (CallbackTimer) loop.callAt(when, () -> {});
  }

  private LoopTask<?> task() {
    return new LoopTask<>(loop, Continuo.value(1), null, 1, Bindings.EMPTY);
  }

  private LoopTask<?> sleeper(long when) {
    LoopTask<?> task = task();
    queue.add(when, task);
    return task;
  }

  private List<Object> drain() {
    List<Object> drained = new ArrayList<>();
    for (Object due = queue.pollDue(Long.MAX_VALUE);
        due != null;
        due = queue.pollDue(Long.MAX_VALUE)) {
      drained.add(due);
    }
    return drained;
  }

  @Test
  void entriesComeByDeadlineThenByTheirCallsWhateverWasCancelled() {
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      List<Due> expected = new ArrayList<>();
      int number = 0;
      for (int n = random.nextInt(500); n > 0; n--) {
        long when = random.nextInt(50);
        Object entry = random.nextBoolean() ? timer(when) : sleeper(when);
        expected.add(new Due(when, number++, entry));
      }
      for (Due due : List.copyOf(expected)) {
        if (random.nextInt(3) == 0) {
          continue;
        }
        expected.remove(due);
        if (due.entry instanceof CallbackTimer timer) {
          timer.cancel();
          timer.cancel();
        } else {
          LoopTask<?> task = (LoopTask<?>) due.entry;
          queue.forget(task);
          if (random.nextBoolean()) { // it sleeps again, earlier or later
            long when = random.nextInt(50);
            queue.add(when, task);
            expected.add(new Due(when, number++, task));
          }
        }
      }
      for (int i = 0; i < 20; i++) {
        long when = random.nextInt(50);
        expected.add(new Due(when, number++, timer(when)));
      }
      Map<LoopTask<?>, Long> asleep = new HashMap<>();
      for (Due due : expected) {
        if (due.entry instanceof LoopTask<?> task) {
          asleep.put(task, due.when);
        }
      }
      expected.sort(Comparator.comparingLong(Due::when).thenComparing(Due::number));

      assertThat(queue.deadlinesOf(asleep.keySet())).isEqualTo(asleep);
      assertThat(drain()).containsExactlyElementsOf(expected.stream().map(Due::entry).toList());
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.size()).isZero();
    }
  }

  @Test
  void onlyWhatIsDueComes() {
    CallbackTimer early = timer(10);
    sleeper(20);

    assertThat(queue.pollDue(9)).isNull();
    assertThat(queue.pollDue(10)).isSameAs(early);
    assertThat(queue.pollDue(19)).isNull();
    assertThat(queue.nextDeadline()).isEqualTo(20);
  }

  /** After a billion entries they are numbered again: order and stale entries survive that. */
  @Test
  void entriesAreNumberedAgain() {
    for (int before = 0; before <= 100; before++) {
      TimerQueue numbered = new TimerQueue(Integer.MAX_VALUE - 1 - 2 * before);
      List<LoopTask<?>> inOrder = new ArrayList<>();
      LoopTask<?> woken = task();
      numbered.add(3, woken);
      for (int i = 0; i < 50; i++) {
        LoopTask<?> task = task();
        inOrder.add(task);
        numbered.add(5, task);
      }
      numbered.forget(woken);
      for (int i = 0; i < 50; i++) {
        LoopTask<?> task = task();
        inOrder.add(task);
        numbered.add(5, task);
      }
      inOrder.add(woken);
      numbered.add(5, woken);

      assertThat(numbered.pollDue(4)).as("numbered again after %d", before).isNull();
      for (LoopTask<?> task : inOrder) {
        assertThat(numbered.pollDue(5)).as("numbered again after %d", before).isSameAs(task);
      }
      assertThat(numbered.isEmpty()).isTrue();
      assertThat(numbered.size()).isZero();
    }
  }

  @Test
  void whenMoreThanHalfOfTheTimersAreCancelledTheyAreDropped() {
    List<CallbackTimer> timers = new ArrayList<>();
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
    CallbackTimer fired = timer(1);
    CallbackTimer left = timer(2);
    assertThat(queue.pollDue(1)).isSameAs(fired);
    fired.cancel();

    assertThat(drain()).containsExactly(left);
  }

  @Test
  void tasksThatSleepNoMoreAreKeptByFewEntries() {
    List<LoopTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      tasks.add(sleeper(i));
    }
    for (int i = 0; i < 900; i++) {
      queue.forget(tasks.get(i));
      int asleep = 999 - i;
      assertThat(queue.size() - asleep).isLessThanOrEqualTo(asleep / 15);
    }

    assertThat(drain()).containsExactlyElementsOf(tasks.subList(900, 1_000));
  }

  @Test
  void aTaskThatIsWokenAgainAndAgainHasOneEntry() {
    for (int i = 0; i < 100; i++) {
      sleeper(1_000 + i);
    }
    LoopTask<?> restless = task();
    for (int i = 0; i < 10_000; i++) {
      queue.add(2_000 - (i % 7), restless);
      queue.forget(restless);
      assertThat(queue.size()).isLessThanOrEqualTo(107);
    }
    queue.add(5, restless);

    assertThat(queue.pollDue(5)).isSameAs(restless);
    assertThat(drain()).hasSize(100).doesNotContain(restless);
  }

  @Test
  void aBurstThatIsOverGivesItsPlacesBack() {
    for (int i = 0; i < 100_000; i++) {
      sleeper(i);
    }
    CallbackTimer last = timer(100_000);
    assertThat(queue.pollDue(0)).isNotNull();
    while (queue.size() > 1) {
      assertThat(queue.pollDue(99_999)).isNotNull();
    }
    int before = queue.capacity();
    for (int i = 0; i < 20; i++) {
      queue.shrink();
    }

    assertThat(queue.capacity()).isLessThan(before / 4);
    assertThat(drain()).containsExactly(last);
  }

  @Test
  void aClearedQueueIsEmptyAndUsable() {
    for (int i = 0; i < 100; i++) {
      timer(i);
      queue.forget(sleeper(i));
    }
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
    LoopTask<?> sleeper = sleeper(7);

    assertThat(drain()).containsExactly(sleeper);
  }
}
